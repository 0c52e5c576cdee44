import { describe, expect, it } from "vitest";
import { type BounceReason, blamesMailbox, bounceReason } from "../../../src/core/notice/bounce-reason.ts";

const codes: readonly (readonly [string | null, BounceReason, boolean])[] = [
	["5.1.1", "no-mailbox", true],
	["5.1.10", "no-mailbox", true],
	["5.1.351", "no-mailbox", true],
	["5.1.2", "no-domain", true],
	["5.4.4", "no-domain", true],
	["5.1.8", "policy", false],
	["5.2.1", "disabled", true],
	["4.2.2", "full", true],
	["5.2.3", "too-large", false],
	["5.3.4", "too-large", false],
	["5.7.1", "policy", false],
	["4.4.7", "not-reachable", true],
	["5.6.1", "other", false],
	["5.5.0", "other", false],
	["5.0.0", "other", true],
	[null, "other", true],
];

describe("a status code", () => {
	it.each(codes)("%s means %s", (status, reason, blames) => {
		expect(bounceReason(status)).toBe(reason);
		expect(blamesMailbox(status)).toBe(blames);
	});
});
