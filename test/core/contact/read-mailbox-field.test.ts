import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMailboxField } from "../../../src/core/contact/read-mailbox-field.ts";

describe("readMailboxField", () => {
	it("gives the mailboxes of all values in order, each once", () => {
		const values = ["abuse@example.nl, noc@example.nl", "see the website", "ABUSE@example.nl security@example.nl"];
		expect(readMailboxField(values)).toEqual({
			mailboxes: ["abuse@example.nl", "noc@example.nl", "security@example.nl"],
			unreadable: null,
		});
	});

	it.each([
		[["abuse [at] example.nl"], "abuse [at] example.nl"],
		[["abuse at example.nl", "", "  ", "www.example.nl"], "abuse at example.nl, www.example.nl"],
		[["abuse@bücher.example"], "abuse@bücher.example"],
		[["u%evil@example.nl"], "u%evil@example.nl"],
		[["  abuse\r\n\t @ \u0007example.nl\u0000 "], "abuse @ example.nl"],
		[["\u202eln.elpmaxe\u2066@esuba\u200b"], "ln.elpmaxe @esuba"],
	])("keeps what stands in %j for a volunteer's eyes", (values, unreadable) => {
		expect(readMailboxField(values)).toEqual({ mailboxes: [], unreadable });
	});

	it.each([[[]], [[""]], [["  \t"]], [["\u200b\u0000"]]])("says that there is nothing in %j", (values) => {
		expect(readMailboxField(values)).toEqual({ mailboxes: [], unreadable: null });
	});

	it("cuts what is long, between characters", () => {
		const { unreadable } = readMailboxField(["🦆".repeat(5000)]);
		expect([...(unreadable as string)]).toHaveLength(200);
		expect(unreadable).toMatch(/^(?:🦆)+…$/u);
		expect(readMailboxField(["x".repeat(200)]).unreadable).toBe("x".repeat(200));
	});

	it("never shows what could disturb a card, and is silent only where nothing is written", () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 4 }), (values) => {
				const { mailboxes, unreadable } = readMailboxField(values);
				if (unreadable === null) expect(mailboxes.length > 0 || !/[\p{L}\p{N}]/u.test(values.join(""))).toBe(true);
				else {
					expect(mailboxes).toEqual([]);
					expect(unreadable).toBe(unreadable.trim());
					expect(unreadable).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
					expect(unreadable).not.toBe("");
				}
			}),
		);
	});
});
