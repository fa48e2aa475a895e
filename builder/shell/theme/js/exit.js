/**
 * Starts quick exit on the builder's page, in a script of its own: it works when the page's other scripts do not.
 */

import { startExit } from "./keep/exit.js";

startExit(document);
