import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEmlFolder } from "../../../src/mail/eml-folder.ts";
import { openOutboxFolder } from "../../../src/mail/outbox-folder.ts";
import { makeFinding } from "../../core/notice/make-finding.ts";
import { mailboxes, makeMail } from "./make-mail.ts";

let directory: string;
beforeEach(async () => {
	directory = join(await mkdtemp(join(tmpdir(), "meldkamer-mail-")), "outbox");
});
afterEach(async () => {
	await rm(join(directory, ".."), { recursive: true, force: true });
});

describe("openEmlFolder", () => {
	it("writes the finished bytes under the notice's id, for the owner's eyes only", async () => {
		const folder = openEmlFolder(directory);
		const { mail } = await makeMail();
		expect(await folder.wasSent(mail.noticeId)).toBe(false);
		expect(await folder.send(mail)).toEqual({
			outcome: "accepted",
			code: null,
			response: "written to the outbox folder",
		});
		expect(await folder.wasSent(mail.noticeId)).toBe(true);
		expect(await readdir(directory)).toEqual(["NSM-2026-0042-1-3.eml"]);
		const path = join(directory, "NSM-2026-0042-1-3.eml");
		expect((await readFile(path)).equals(Buffer.from(mail.raw))).toBe(true);
		expect((await stat(path)).mode & 0o077).toBe(0);
		await writeFile(join(directory, ".NSM-2026-0042-1-3.eml.left-by-a-crash.tmp"), "half a mail");
		await folder.forget(mail.noticeId);
		await folder.forget(mail.noticeId);
		expect(await readdir(directory)).toEqual([]);
		await folder.close();
	});

	it("never overwrites, also when two write at once", async () => {
		const folder = openEmlFolder(directory);
		const { mail } = await makeMail();
		const versions = Array.from({ length: 20 }, (_, index) => ({ ...mail, raw: Buffer.from(`version ${index}\r\n`) }));
		const outcomes = await Promise.all(versions.map((version) => folder.send(version)));
		expect(outcomes.every(({ outcome }) => outcome === "accepted")).toBe(true);
		expect(outcomes.filter(({ response }) => response === "written to the outbox folder")).toHaveLength(1);
		const winner = outcomes.findIndex(({ response }) => response === "written to the outbox folder");
		expect(await readFile(join(directory, `${mail.noticeId}.eml`), "utf8")).toBe(`version ${winner}\r\n`);
		expect(await readdir(directory)).toHaveLength(1);
	});

	it("defers when the folder cannot be written", async () => {
		await mkdir(join(directory, ".."), { recursive: true });
		await writeFile(directory, "a file where the folder should be");
		const { mail } = await makeMail();
		const handOver = await openEmlFolder(directory).send(mail);
		expect(handOver).toMatchObject({ outcome: "deferred", code: null });
		expect(handOver.response).not.toContain(directory);
		await expect(openEmlFolder(directory).wasSent(mail.noticeId)).rejects.toThrow();
	});

	it.each(["../x", "a/b", "", ".x", "a\\b", "a\0b"])(
		"takes no id that leads out of the folder: %j",
		async (noticeId) => {
			const { mail } = await makeMail();
			const folder = openEmlFolder(directory);
			await expect(folder.send({ ...mail, noticeId })).rejects.toThrow("file name");
			await expect(folder.wasSent(noticeId)).rejects.toThrow("file name");
		},
	);
});

describe("openOutboxFolder", () => {
	it("shows the mails of the folder, newest first, with their attachments", async () => {
		const folder = openEmlFolder(directory);
		const outbox = openOutboxFolder(directory);
		expect(await outbox.list(10)).toEqual([]);
		for (const [index, noticeId] of ["NSM-2026-0042-1-1", "NSM-2026-0042-1-2", "NSM-2026-0042-1-3"].entries()) {
			await folder.send((await makeMail({ noticeId, findings: [makeFinding(`192.0.2.${index + 1}`)] })).mail);
			await utimes(join(directory, `${noticeId}.eml`), 1_000 + index, 1_000 + index);
		}
		const [first, second, ...rest] = await outbox.list(2);
		expect(rest).toEqual([]);
		expect(second?.name).toBe("NSM-2026-0042-1-2.eml");
		expect(first).toMatchObject({
			name: "NSM-2026-0042-1-3.eml",
			caseNumber: "NSM-2026-0042",
			from: "meldpunt@meldpunt.example",
			to: mailboxes,
			subject: "[NSM-2026-0042] 1 kwetsbaar systeem in uw netwerk: Unpatched gateways",
			date: "2026-11-21T09:00:00.000Z",
			attachments: [{ index: 0, fileName: "NSM-2026-0042.csv", type: "text/csv" }],
		});
		expect(first?.text).toContain("192.0.2.3");
		const attachment = await outbox.attachment("NSM-2026-0042-1-3.eml", 0);
		expect(Buffer.from(attachment?.bytes ?? []).toString()).toContain("\r\n192.0.2.3,address");
		expect(attachment?.bytes.byteLength).toBe(first?.attachments[0]?.bytes);
		expect(await outbox.attachment("NSM-2026-0042-1-3.eml", 1)).toBeNull();
		expect(Buffer.from((await outbox.raw("NSM-2026-0042-1-3.eml")) ?? []).toString()).toContain("Message-ID:");
		expect(await outbox.raw("NSM-2026-0042-1-9.eml")).toBeNull();
	});

	it.each([
		"../secret.eml",
		"..",
		"/etc/passwd",
		"a/../secret.eml",
		"secret.txt",
		".hidden.eml",
		"a\0.eml",
		"link.eml",
		"folder.eml",
	])("gives nothing for the name %j", async (name) => {
		await mkdir(join(directory, "folder.eml"), { recursive: true });
		await writeFile(join(directory, "..", "secret.eml"), "Subject: secret\r\n\r\nx");
		await writeFile(join(directory, "secret.txt"), "x");
		await writeFile(join(directory, ".hidden.eml"), "x");
		await symlink(join(directory, "..", "secret.eml"), join(directory, "link.eml"));
		const outbox = openOutboxFolder(directory);
		expect(await outbox.raw(name)).toBeNull();
		expect(await outbox.attachment(name, 0)).toBeNull();
		expect(await outbox.list(10)).toEqual([]);
	});

	it("shows foreign mails as plain text and cleans their names", async () => {
		await mkdir(directory, { recursive: true });
		await writeFile(
			join(directory, "foreign.eml"),
			[
				"From: nobody",
				"To: friends: a@b.example;",
				"Subject: =?utf-8?B?YQ1CCmI=?=",
				'Content-Type: multipart/mixed; boundary="b"',
				"",
				"--b",
				'Content-Disposition: attachment; filename="../../etc/passwd"',
				"",
				"x",
				"--b",
				"Content-Disposition: attachment",
				"",
				"y",
				"--b--",
			].join("\r\n"),
		);
		await writeFile(join(directory, "empty.eml"), "");
		await writeFile(join(directory, "broken.eml"), `X: ${"x".repeat(3_000_000)}`);
		const mails = await openOutboxFolder(directory).list(10);
		expect(mails.find(({ name }) => name === "empty.eml")).toMatchObject({
			caseNumber: "",
			from: "",
			to: [],
			subject: "",
			date: "",
			text: "",
		});
		const foreign = mails.find(({ name }) => name === "foreign.eml");
		expect(foreign?.to).toEqual(["friends"]);
		expect(foreign?.attachments.map(({ fileName }) => fileName)).toEqual(["passwd", "attachment-2"]);
		expect(mails.some(({ name }) => name === "broken.eml")).toBe(false);
	});

	it("says so when the folder cannot be read", async () => {
		await mkdir(join(directory, ".."), { recursive: true });
		await writeFile(directory, "a file");
		await expect(openOutboxFolder(directory).list(1)).rejects.toThrow();
	});
});
