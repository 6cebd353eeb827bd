/** Loaded by a page once one of its menus is opened: fills the menu with the ways to save what it stands under. */

import { fill } from "../modules/saving.js";

/** @type {any} */ (window).evidenceSaving = { fill };
