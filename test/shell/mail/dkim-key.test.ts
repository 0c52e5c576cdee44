import { generateKeyPairSync } from "node:crypto";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { describe, expect, it } from "vitest";
import { dkimRecord } from "../../../src/core/deliverability/record.ts";
import { makeDkimKey, publicPartOf } from "../../../src/mail/dkim-key.ts";
import { dkimSigner } from "../../../src/mail/dkim-signer.ts";

describe("a key for DKIM", () => {
	it("is RSA of 2048 bits, and signs what its record verifies", async () => {
		const made = await makeDkimKey();
		expect(publicPartOf(made.pem)).toEqual({ bits: 2_048, publicKeys: [made.publicKey, expect.any(String)] });
		const place = { selector: "s2026", domain: "example.nl" };
		const sign = dkimSigner({ ...place, privateKey: made.pem });
		const raw = await sign(
			Buffer.from("From: meldpunt@example.nl\r\nTo: abuse@example.org\r\nSubject: x\r\n\r\nHello\r\n"),
		);
		const record = dkimRecord(place, made.publicKey);
		const resolver = async (name: string) => (name === record.name ? [[record.value]] : []);
		const { results } = await dkimVerify(Buffer.from(raw), { resolver: resolver as never });
		expect(results.map(({ status }) => status?.result)).toEqual(["pass"]);
	});

	it("is told by its public part in both forms", () => {
		const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1_024 });
		const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
		expect(publicPartOf(pem)).toEqual({
			bits: 1_024,
			publicKeys: (["spki", "pkcs1"] as const).map((type) =>
				publicKey.export({ type, format: "der" }).toString("base64"),
			),
		});
		expect(() => publicPartOf("no key")).toThrow();
	});
});
