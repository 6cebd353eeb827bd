"""The script that brings pictures to life in a browser: served by the site itself, without eval."""

import json
from functools import cache

import vl_convert

from generator.charts.render import VEGA_LITE
from generator.charts.theme import ROLES

_SNIPPET = """
const dark = __DARK__;
const recoloured = (text) => text.replace(/#[0-9a-f]{6}/g, (colour) => dark[colour] ?? colour);
window.evidenceVega = {
  async draw(element, specification, options) {
    const text = JSON.stringify(specification);
    const chosen = JSON.parse(options && options.dark ? recoloured(text) : text);
    const result = await vegaEmbed(element, chosen, {
      ast: true, renderer: "svg", actions: false, hover: false, defaultStyle: false,
      tooltip: { theme: options && options.dark ? "dark" : "light" },
      loader: {
        load: () => Promise.reject(new Error("nothing is fetched")),
        sanitize: (href) => Promise.resolve({ href }),
      },
    });
    return { finalize: () => result.finalize() };
  },
};
"""


@cache
def runtime_script() -> bytes:
    """Return a classic script (it also runs from a disk) that defines `window.evidenceVega`."""
    colours = json.dumps({role.light: role.dark for role in ROLES}, sort_keys=True)
    bundle = vl_convert.javascript_bundle(
        snippet=_SNIPPET.replace("__DARK__", colours), vl_version=VEGA_LITE
    )
    return f"(()=>{{{bundle}}})();\n".encode()
