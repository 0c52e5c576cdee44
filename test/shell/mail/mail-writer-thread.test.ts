import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dkimSigner } from "../../../src/mail/dkim-signer.ts";
import type { MailIdentity } from "../../../src/mail/mail-identity.ts";
import { openMailWriter } from "../../../src/mail/mail-writer.ts";
import { openMailWriterThread } from "../../../src/mail/mail-writer-thread.ts";
import { buildWorker } from "../../support/build-worker.ts";
import { makeMail } from "./make-mail.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
	modulusLength: 2048,
	publicKeyEncoding: { type: "spki", format: "der" },
	privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const identity: MailIdentity = {
	...{ name: "Meldpunt Proef", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" },
	bounces: "bounces@meldpunt.example",
	dkim: { domain: "meldpunt.example", selector: "s2026", privateKey },
	pgp: null,
};

describe("the thread that writes mails", () => {
	let worker: Awaited<ReturnType<typeof buildWorker>>;
	beforeAll(async () => {
		worker = await buildWorker("src/mail/write-worker.ts");
	});
	afterAll(() => worker.remove());

	it("writes what the writer writes, signed so that another library verifies it, from an address that names the mail", async () => {
		const { notice, allowed } = await makeMail();
		const thread = openMailWriterThread(identity, worker.entry);
		const { mail, foreign } = await thread.write(notice, allowed);
		await thread.close();
		expect(foreign).toBe(0);
		expect(mail.envelopeFrom).toBe("bounces+NSM-2026-0042-1-3.0a1b@meldpunt.example");
		const resolver = async (name: string) => {
			expect(name).toBe("s2026._domainkey.meldpunt.example");
			return [[`v=DKIM1; k=rsa; p=${publicKey.toString("base64")}`]];
		};
		const { results } = await dkimVerify(Buffer.from(mail.raw), { resolver });
		expect(results).toMatchObject([
			{ signingDomain: "meldpunt.example", status: { result: "pass", aligned: "meldpunt.example" } },
		]);
		const tampered = Buffer.from(Buffer.from(mail.raw).toString("latin1").replace("L.S.", "X.S."), "latin1");
		const other = await dkimVerify(tampered, { resolver });
		expect(other.results[0]?.status.result).toBe("neutral");
	});

	it("says what it can't write, counts what is not the recipient's, and goes on", async () => {
		const { notice, allowed } = await makeMail();
		const thread = openMailWriterThread(identity, worker.entry);
		const none = thread.write({ ...notice, to: [] }, allowed);
		const foreign = thread.write(notice, { ...allowed, findings: [] });
		await expect(none).rejects.toThrow("an empty list of recipients");
		expect((await foreign).foreign).toBeGreaterThan(0);
		expect((await thread.write(notice, allowed)).foreign).toBe(0);
		await thread.close();
		await openMailWriterThread(identity, worker.entry).close();
	});

	it("fails what it was asked when it dies, and begins anew with the next mail", async () => {
		const dying = join(new URL(".", worker.entry).pathname, "dying.mjs");
		await writeFile(
			dying,
			'import { parentPort } from "node:worker_threads";\nparentPort.on("message", () => process.exit(3));\n',
		);
		const { notice, allowed } = await makeMail();
		const thread = openMailWriterThread(identity, pathToFileURL(dying));
		for (let time = 0; time < 2; time++)
			await expect(thread.write(notice, allowed)).rejects.toThrow("the thread that writes mails ended");
	});
});

describe("the writer", () => {
	it("takes no key that is not RSA", () => {
		const { privateKey: ed } = generateKeyPairSync("ed25519", {
			publicKeyEncoding: { type: "spki", format: "pem" },
			privateKeyEncoding: { type: "pkcs8", format: "pem" },
		});
		const dkim = { domain: "meldpunt.example", selector: "s2026", privateKey: ed };
		expect(() => dkimSigner(dkim)).toThrow("must be an RSA key");
		expect(() => openMailWriter({ ...identity, dkim })).toThrow("must be an RSA key");
	});

	it("refers to the mail that it follows, and the guard wants exactly that one", async () => {
		const inReplyTo = "<first.0a@meldpunt.example>";
		const { notice, allowed } = await makeMail({ mail: { inReplyTo } });
		const writer = openMailWriter({ ...identity, dkim: null });
		const { mail, foreign } = await writer.write(notice, allowed);
		expect(foreign).toBe(0);
		expect(Buffer.from(mail.raw).toString()).toMatch(
			/^In-Reply-To: <first\.0a@meldpunt\.example>\r\nReferences: <first/m,
		);
		for (const other of [null, "<other.0a@meldpunt.example>"])
			expect((await writer.write(notice, { ...allowed, inReplyTo: other })).foreign).toBeGreaterThan(0);
	});
});
