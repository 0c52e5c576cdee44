import { expect } from "vitest";
import type { Finding } from "../../../src/core/setup/finding.ts";

/** `✓` or `✗`, what is so, and the values of the records to publish. */
export function seen(findings: readonly Finding[]): string[][] {
	return findings.map(({ ok, what, publish }) => [ok ? "✓" : "✗", what, ...(publish ?? []).map(({ value }) => value)]);
}

/** Whoever has something to put right is told what. */
export function isTold(findings: readonly Finding[]): void {
	for (const { ok, todo } of findings) expect(ok || todo !== null).toBe(true);
}
