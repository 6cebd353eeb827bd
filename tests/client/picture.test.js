import assert from "node:assert/strict";
import test from "node:test";

import { asAddress, embedCode, escapeMarkup, inLight, standalone, wrapped } from "../../generator/frame/scripts/modules/picture.js";

const WORDS = { title: "A <b> & co", caption: "3 studies, 45 people. No control group.", source: "Cite us." };
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="80"><path fill="var(--ev-slot-0, #0072b2)"/></svg>';

test("colours of the page become those on light ground", () => {
  assert.equal(inLight('fill="var(--ev-ink, #1b2127)" stroke="var(--ev-slot-0,#0072b2)"'), 'fill="#1b2127" stroke="#0072b2"');
});

test("a picture for itself carries title, caption and source, and nothing of the page", () => {
  const alone = standalone(SVG, { width: 500, height: 80 }, WORDS);
  assert.match(alone, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* width="532"/);
  for (const words of ["A &lt;b&gt; &amp; co", "3 studies, 45 people. No control group.", "Cite us.", 'fill="#0072b2"']) {
    assert.ok(alone.includes(words), words);
  }
  assert.ok(!alone.includes("var("));
  assert.ok(!/<script|\son\w+=|href="(?!#)/.test(alone));
});

test("the paper is as high as what stands on it", () => {
  const height = (/** @type {string} */ caption) =>
    Number(/ height="(\d+)"/.exec(standalone(SVG, { width: 500, height: 80 }, { ...WORDS, caption }))?.[1]);
  assert.ok(height("word ".repeat(200)) > height("word") + 100);
});

test("lines hold whole words", () => {
  assert.deepEqual(wrapped("one two three", 8), ["one two", "three"]);
  assert.deepEqual(wrapped("incomprehensible", 5), ["incomprehensible"]);
  assert.deepEqual(wrapped("  ", 5), []);
});

test("foreign text in code to embed is text", () => {
  const code = embedCode(SVG, { ...WORDS, title: '"><script>alert(1)</script>' }, 'x" onerror="alert(1)', "https://a.b/?c=\"d");
  assert.ok(!code.includes("<script"));
  assert.ok(!code.includes('onerror="'));
  assert.ok(code.includes('href="https://a.b/?c=&quot;d"'));
});

test("the picture in the code is the picture", () => {
  const address = asAddress("<svg>±→</svg>");
  assert.equal(new TextDecoder().decode(Buffer.from(address.split(",")[1], "base64")), "<svg>±→</svg>");
  assert.ok(embedCode(SVG, WORDS, "d", "").includes(asAddress(SVG)));
  assert.ok(!embedCode(SVG, WORDS, "d", "").includes("href="));
});

test("signs that XML cannot hold are left out", () => {
  assert.equal(escapeMarkup("a\u0000b\u0008'"), "ab&#39;");
});
