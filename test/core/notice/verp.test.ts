import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAddrSpec } from "../../../src/core/contact/parse-mailboxes.ts";
import { messageIdOfVerp, verpAddress } from "../../../src/core/notice/verp.ts";

const bounces = "bounces@meldpunt.example";
const id = "<nsm-2026-0042-1-3.0123456789abcdef@meldpunt.example>";
const address = "bounces+nsm-2026-0042-1-3.0123456789abcdef@meldpunt.example";

describe("a notice's own bounce address", () => {
	it("holds the token of its Message-ID, and gives it back", () => {
		expect(verpAddress(bounces, id)).toBe(address);
		expect(isAddrSpec(address)).toBe(true);
		expect(messageIdOfVerp(address, bounces, "meldpunt.example")).toBe(id);
		expect(messageIdOfVerp(address.toUpperCase(), "Bounces@Meldpunt.example", "Meldpunt.Example")).toBe(id);
	});

	it("is not longer than a local part may be", () => {
		expect(() => verpAddress(`${"b".repeat(40)}@meldpunt.example`, id)).toThrow(RangeError);
		const most = `${"b".repeat(16)}@x.example`;
		const longest = "<meldpunt-2026-0042-1-1234.0123456789abcdef@x.example>";
		expect(verpAddress(most, longest).indexOf("@")).toBeLessThanOrEqual(64);
	});

	it.each([
		["another domain", "bounces+x@elsewhere.example"],
		["another name", "bounce+x@meldpunt.example"],
		["no token", "bounces@meldpunt.example"],
		["an empty token", "bounces+@meldpunt.example"],
		["signs that no token has", "bounces+<x>@meldpunt.example"],
		["nothing", ""],
	])("is none of ours with %s", (_what, other) => {
		expect(messageIdOfVerp(other, bounces, "meldpunt.example")).toBeNull();
	});

	it("goes back and forth for any token", () => {
		const token = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,40}$/);
		fc.assert(
			fc.property(token, (local) => {
				const messageId = `<${local}@meldpunt.example>`;
				expect(messageIdOfVerp(verpAddress(bounces, messageId), bounces, "meldpunt.example")).toBe(messageId);
			}),
		);
	});
});
