// Globals of pages that no library declares.

interface Navigator {
  /** The Network Information API, in Chromium only. */
  readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: "slow-2g" | "2g" | "3g" | "4g" };
}

/** Made by bench/browser/probe.js in every measured page. */
declare var bench: {
  /** ms since navigation start, by what happened. */
  marks: Record<string, number>;
  mark: (name: string, at?: number) => void;
};

/** Written above bench/browser/probe.js by bench/chromium.py: what to wait for and what to do. */
declare const JOB: { wanted: string[]; type: boolean; ask: [first: string, second: string] | null };
