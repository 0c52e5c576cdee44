import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAddrSpec } from "../../../src/core/contact/parse-mailboxes.ts";
import { parseMailto } from "../../../src/core/contact/parse-mailto.ts";

describe("a mailto: URI", () => {
	it.each([
		["mailto:security@example.nl", "security@example.nl"],
		["MAILTO:Security@Example.NL", "Security@example.nl"],
		["mailto:security%2Buri%2Bform@example.nl", "security+uri+form@example.nl"],
		["mailto:security+cvd@example.nl?subject=Hole%20found&body=Dear%20you,", "security+cvd@example.nl"],
		["mailto:security@example.nl?subject=a?b&to=", "security@example.nl"],
		["mailto:security@example.nl#x", "security@example.nl"],
		["mailto:?to=security@example.nl", "security@example.nl"],
		["mailto:security@b%C3%BCcher.example", "security@xn--bcher-kva.example"],
		["mailto:security%40example.nl", "security@example.nl"],
	])("names its one mailbox: %s", (uri, mailbox) => {
		expect(parseMailto(uri)).toBe(mailbox);
	});

	it.each([
		["several", "mailto:a@example.nl,b@example.nl"],
		["several by its parameters", "mailto:a@example.nl?cc=b@example.nl"],
		["several by its parameters, encoded", "mailto:a@example.nl?%42CC=b@example.nl"],
		["several in to", "mailto:?to=a@example.nl,b@example.nl"],
		["none", "mailto:"],
		["none but a subject", "mailto:?subject=x"],
		["a name and a mailbox", "mailto:Security%20%3Ca@example.nl%3E"],
		["a line break", "mailto:a@example.nl%0D%0ABcc:b@example.nl"],
		["an encoded comma", "mailto:a@example.nl%2Cb@example.nl"],
		["what cannot be decoded", "mailto:a%ZZ@example.nl"],
		["what cannot be decoded beside a mailbox", "mailto:a@example.nl?%ZZ=1&cc=%ZZ"],
		["a relay", "mailto:a%25b@example.nl"],
		["a host that is no domain name", "mailto:a@localhost"],
		["an address", "mailto:a@[192.0.2.1]"],
		["spaces", "mailto:%20a@example.nl"],
		["another scheme", "https://example.nl/?a@example.nl"],
		["no scheme", "a@example.nl"],
	])("gives nothing for %s", (_what, uri) => {
		expect(parseMailto(uri)).toBeNull();
	});

	it("never gives anything but one plain mailbox, and what is plain comes back", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (rest) => {
				const mailbox = parseMailto(`mailto:${rest}`);
				expect(mailbox === null || isAddrSpec(mailbox)).toBe(true);
			}),
		);
		fc.assert(
			fc.property(fc.stringMatching(/^[a-z0-9]{1,20}$/), fc.domain(), (local, domain) => {
				const mailbox = `${local}@${domain.toLowerCase()}`;
				fc.pre(isAddrSpec(mailbox));
				expect(parseMailto(`mailto:${encodeURIComponent(mailbox)}?subject=${encodeURIComponent(local)}`)).toBe(mailbox);
			}),
		);
	});
});
