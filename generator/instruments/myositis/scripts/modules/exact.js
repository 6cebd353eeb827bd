/** Numbers without rounding: fractions of whole numbers of any size, and decimals as people type them. */

/** A fraction in lowest terms; `bottom` is above 0. @typedef {{ readonly top: bigint, readonly bottom: bigint }} Exact */

const MOST_DECIMALS = 10;
const FEW_DECIMALS = 4;
const NUMBER = /^([-−+])?(?:(\d{1,30})(?:[.,](\d{0,30}))?|[.,](\d{1,30}))$/;
const GROUPS = /^[-−+]?[1-9]\d{0,2}[.,]\d{3}$/;

/** @param {bigint} number */
const size = (number) => (number < 0n ? -number : number);

/** @param {bigint} one  @param {bigint} other  @returns {bigint} */
const divisor = (one, other) => (other === 0n ? size(one) : divisor(other, one % other));

/** @param {bigint} top  @param {bigint} bottom  @returns {Exact} */
function lowest(top, bottom) {
  const shared = divisor(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { top: top / shared, bottom: bottom / shared };
}

/** A whole number. @param {number | bigint} number  @returns {Exact} */
export const whole = (number) => ({ top: BigInt(number), bottom: 1n });

/** @param {Exact} one  @param {Exact} other */
export const plus = (one, other) => lowest(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom);

/** @param {Exact} one  @param {Exact} other */
export const minus = (one, other) => lowest(one.top * other.bottom - other.top * one.bottom, one.bottom * other.bottom);

/** @param {Exact} one  @param {Exact} other */
export const times = (one, other) => lowest(one.top * other.top, one.bottom * other.bottom);

/** One number divided by another that is not 0. @param {Exact} one  @param {Exact} other */
export const over = (one, other) => lowest(one.top * other.bottom, one.bottom * other.top);

/** @param {Exact} number  @returns {Exact} */
export const negative = (number) => ({ top: -number.top, bottom: number.bottom });

/** @param {Exact} number */
export const magnitude = (number) => (number.top < 0n ? negative(number) : number);

/** Below 0, 0 or above 0 as the first is less, equal or more. @param {Exact} one  @param {Exact} other */
export function compare(one, other) {
  const difference = one.top * other.bottom - other.top * one.bottom;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** @param {Exact} number */
export const isZero = (number) => number.top === 0n;

/** A number in decimals, rounded half to even as Python rounds. @param {Exact} number  @param {number} decimals */
function rounded(number, decimals) {
  const scaled = size(number.top) * 10n ** BigInt(decimals);
  const rest = (scaled % number.bottom) * 2n;
  const down = scaled / number.bottom;
  const up = rest > number.bottom || (rest === number.bottom && down % 2n === 1n);
  const digits = String(down + (up ? 1n : 0n)).padStart(decimals + 1, "0");
  const sign = number.top < 0n && /[1-9]/.test(digits) ? "-" : "";
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A number in decimals: exact where it ends within ten, otherwise to four and marked so. @param {Exact} number */
export function wordsOf(number) {
  if (10n ** BigInt(MOST_DECIMALS) % number.bottom !== 0n) return `about ${rounded(number, FEW_DECIMALS)}`;
  return rounded(number, MOST_DECIMALS).replace(/\.?0+$/, "");
}

/** @param {string} digits  @param {string} decimals */
const decimal = (digits, decimals) => lowest(BigInt(digits + decimals), 10n ** BigInt(decimals.length));

/**
 * A decimal as it was typed, with a point or a comma; null where it is none. One point or comma before exactly three
 * figures may also stand between thousands: that reading is given as well, and who asks has to settle it.
 * @param {string} text
 * @returns {{ value: Exact, thousands: Exact | null } | null}
 */
export function readDecimal(text) {
  const typed = text.trim();
  const found = NUMBER.exec(typed);
  if (!found) return null;
  const [, sign, digits = "0", after = "", alone = ""] = found;
  const signed = (/** @type {Exact} */ number) => (sign === "-" || sign === "−" ? negative(number) : number);
  const value = signed(decimal(digits, after + alone));
  return { value, thousands: GROUPS.test(typed) ? signed(decimal(digits + after, "")) : null };
}

/** A number of our own tables, written with a point. @param {string} text  @returns {Exact} */
export function exactly(text) {
  const found = readDecimal(text);
  if (!found) throw new Error(`${text} is no number`);
  return found.value;
}
