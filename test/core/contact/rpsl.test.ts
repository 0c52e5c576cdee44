import { describe, expect, it } from "vitest";
import { parseRpsl, rpslReader, rpslValue, rpslValues } from "../../../src/core/contact/rpsl.ts";

describe("RPSL", () => {
	it("reads objects, comments, continuation lines and line ends of any kind", () => {
		const text =
			"% a comment\r\n\r\nrole: One\r\nAbuse-Mailbox:  a@example.nl # preferred\r\n   b@example.nl\r\n+\r\n" +
			"+c@example.nl\r\nabuse-mailbox: d@example.nl\r\nno attribute\r\n: nor this\r\n\r\n\r\n# end\n continued nothing\nrole:Two";
		const [one, two, ...more] = parseRpsl(text);
		expect(more).toEqual([]);
		expect(one).toMatchObject({ type: "role", key: "One" });
		expect(rpslValues(one as never, "abuse-mailbox")).toEqual([
			"a@example.nl b@example.nl c@example.nl",
			"d@example.nl",
		]);
		expect(two).toEqual({ type: "role", key: "Two", attributes: [["role", "Two"]] });
		expect(rpslValue(two as never, "org")).toBeNull();
		expect(rpslValue(two as never, "role")).toBe("Two");
	});

	it("keeps only what is asked for, and always the first attribute", () => {
		const reader = rpslReader(new Set(["org"]));
		for (const line of ["inetnum: 192.0.2.0 - 192.0.2.255", "descr: x", " more of x", "org: O", "org:"])
			reader.push(line);
		expect(reader.end()?.attributes).toEqual([
			["inetnum", "192.0.2.0 - 192.0.2.255"],
			["org", "O"],
			["org", ""],
		]);
	});
});
