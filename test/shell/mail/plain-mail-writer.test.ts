import { generateKeyPairSync } from "node:crypto";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { BadMailbox } from "../../../src/mail/compose-mail.ts";
import { openPlainMailWriter } from "../../../src/mail/plain-mail-writer.ts";

const identity = {
	...{ name: "Meldpunt", from: "meldpunt@meldpunt.example" },
	...{ bounces: null, dkim: null },
};
const mail = {
	...{ id: "code-00ff", to: "anna@own.example", subject: "Code", date: "2026-11-21T09:00:00.000Z" },
	text: "Je code is 123456.\n\nGroet\n",
};

describe("a mail of a few lines", () => {
	it("goes to one mailbox, in the hotline's name, as text alone", async () => {
		const written = await openPlainMailWriter(identity).write(mail);
		expect(written).toMatchObject({
			...{ noticeId: "code-00ff", messageId: "<code-00ff@meldpunt.example>" },
			...{ envelopeFrom: "meldpunt@meldpunt.example", envelopeTo: ["anna@own.example"] },
		});
		const email = await PostalMime.parse(written.raw);
		expect(email).toMatchObject({
			...{ subject: "Code", messageId: "<code-00ff@meldpunt.example>", attachments: [] },
			...{ from: { name: "Meldpunt", address: "meldpunt@meldpunt.example" } },
			to: [{ name: "", address: "anna@own.example" }],
			text: "Je code is 123456.\n\nGroet\n",
		});
		const raw = Buffer.from(written.raw).toString("latin1");
		expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
		expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
	});

	it("is signed and has a bounce address of its own, where notices are and have", async () => {
		const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
		const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
		const dkim = { domain: "meldpunt.example", selector: "s1", privateKey: pem };
		const writer = openPlainMailWriter({ ...identity, bounces: "bounces@meldpunt.example", dkim });
		const { raw, envelopeFrom } = await writer.write(mail);
		expect(envelopeFrom).toBe("bounces+code-00ff@meldpunt.example");
		const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
		const { results } = await dkimVerify(Buffer.from(raw), { resolver: async () => [[record]] });
		expect(results.map(({ status }) => status.result)).toEqual(["pass"]);
	});

	it("is not written to what is more than one mailbox, nor under a name that is a path", async () => {
		const writer = openPlainMailWriter(identity);
		for (const to of ["", "a@b.example,c@d.example", "a@b.example\r\nBcc: c@d.example", "Anna <a@b.example>"])
			await expect(writer.write({ ...mail, to })).rejects.toThrow(BadMailbox);
		await expect(writer.write({ ...mail, id: "../x" })).rejects.toThrow("not plain");
	});
});
