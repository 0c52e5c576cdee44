import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { decrypt, generateKey, type PrivateKey, readMessage, readPrivateKey } from "openpgp";
import PostalMime, { type Email } from "postal-mime";
import { beforeAll, describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import { renderNotice } from "../../../src/core/notice/render-notice.ts";
import { fixedTexts } from "../../../src/core/notice/template/fixed-texts.ts";
import { renderXarf } from "../../../src/core/notice/xarf/render-xarf.ts";
import type { Finding } from "../../../src/core/report/finding.ts";
import { openMailWriter } from "../../../src/mail/mail-writer.ts";
import type { FinishedMail } from "../../../src/ports/mail.ts";
import { makeFinding } from "../../core/notice/make-finding.ts";
import { makeInput } from "../../core/notice/make-input.ts";
import { changedTemplates } from "../../support/changed-templates.ts";

/** Each operator of a case has a /24 and a /48 of its own; the third byte says whose an address is. */
const operators = 4;
const v4 = (operator: number, host: number) => `100.64.${operator}.${host}`;
const v6 = (operator: number, host: number) => `2001:db8:${(operator + 1).toString(16)}::${(host + 1).toString(16)}`;

const address = (operator: number) =>
	fc.tuple(fc.nat(255), fc.boolean()).map(([host, six]) => (six ? v6(operator, host) : v4(operator, host)));
const anyAddress = fc.nat(operators - 1).chain(address);
/** As people and machines write addresses; all of these are addresses of somebody. */
const written = anyAddress.chain((text) =>
	fc.constantFrom(
		...[
			text,
			`[${text}]`,
			`${text}:443`,
			text.replaceAll(".", "[.]"),
			`http://${text.includes(":") ? `[${text}]` : text}/x`,
		],
		...[
			`${text}/32`,
			`seen ${text}, too`,
			text.toUpperCase(),
			`=${text}`,
			`a;${text};b`,
			`"${text}"`,
			`${text}\r\n${text}`,
		],
	),
);
const row = fc.nat(operators - 1).chain((operator) =>
	fc.record({
		operator: fc.constant(operator),
		target: fc.oneof(
			{ weight: 6, arbitrary: address(operator) },
			fc.nat(255).map((host) => `https://${v4(operator, host)}/login`),
			fc.constant(`100.64.${operator}.0/28`),
		),
		// Not a column of versions: what looks like an address there is taken for a version, such as 13.0.47.24.
		details: fc.dictionary(
			fc.constantFrom("note", "dst_ip", "banner", "peer", "hostname", "comment", "referrer"),
			fc.oneof(
				written,
				fc.string({ maxLength: 20 }),
				fc.tuple(written, written).map((both) => both.join(" ")),
			),
			{ maxKeys: 4 },
		),
	}),
);
const oneCase = fc.record({
	rows: fc.array(row, { minLength: 1, maxLength: 14 }),
	title: fc.oneof(fc.constant("Open gateways"), written),
	description: fc.oneof(
		fc.constant("They are open."),
		fc.tuple(written, written).map((both) => both.join("\n")),
	),
	name: fc.oneof(fc.constant("Hosting B.V."), written),
	category: fc.constantFrom("vulnerability" as const, "phishing" as const, "other" as const),
	dutch: fc.boolean(),
	round: fc.constantFrom(1, 2),
	zipped: fc.boolean(),
	xarf: fc.nat(2).map((dice) => dice === 0),
	sealed: fc.nat(19).map((dice) => dice === 0),
});

describe("no mail of any case", () => {
	let publicKey: string;
	let opener: PrivateKey;
	const templates = changedTemplates();
	beforeAll(async () => {
		const date = new Date("2026-01-01T00:00:00.000Z");
		const userIDs = [{ name: "abuse", email: "abuse@pgp.example" }];
		const made = await generateKey({ userIDs, date, format: "armored", type: "curve25519" });
		publicKey = made.publicKey;
		opener = await readPrivateKey({ armoredKey: made.privateKey });
	});
	const writer = openMailWriter({
		...{ name: "Meldpunt Proef", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" },
		...{ bounces: null, dkim: null, pgp: null },
	});

	it("names an address that is not its recipient's: all 2,000 of them", { timeout: 600_000 }, async () => {
		let mails = 0;
		let addresses = 0;
		await fc.assert(
			fc.asyncProperty(oneCase, async ({ rows, ...about }) => {
				for (const operator of new Set(rows.map((each) => each.operator))) {
					const own = rows.filter((each) => each.operator === operator);
					const findings = own.map(({ target, details }, index) => makeFinding(target, { id: index + 1, details }));
					const mail = await write({ ...about, operator, findings });
					mails += 1;
					for (const text of await texts(mail)) addresses += expectOwn(text, operator);
				}
			}),
			{ numRuns: 2_000 },
		);
		expect(mails).toBeGreaterThan(2_000);
		expect(addresses).toBeGreaterThan(10_000);
	});

	interface Draft {
		readonly operator: number;
		readonly findings: readonly Finding[];
		readonly title: string;
		readonly description: string;
		readonly name: string;
		readonly category: "vulnerability" | "phishing" | "other";
		readonly dutch: boolean;
		readonly round: number;
		readonly zipped: boolean;
		readonly sealed: boolean;
		readonly xarf: boolean;
	}

	async function write(draft: Draft): Promise<FinishedMail> {
		const { operator, findings, title, description, name, category, dutch, round, zipped, sealed, xarf } = draft;
		const input = makeInput({ case: { title, description, category }, operator: { name, dutch }, round, findings });
		const { subject, text, csv } = renderNotice(input, templates);
		const reports = renderXarf(findings, { category, title, hotline: input.hotline, reportId: () => randomUUID() });
		const files = xarf ? reports.files : [];
		const json = files.map(({ name: file, content }) => ({ fileName: `NSM-2026-0042-${file}`, content }));
		const to = [`abuse@operator${operator}.example`];
		const { mail, foreign } = await writer.write(
			{
				...{ noticeId: `NSM-2026-0042-${round}-${operator + 1}`, messageId: `<${operator}.0a1b@meldpunt.example>` },
				...{ to, subject, text, zipped, date: "2026-11-21T09:00:00.000Z" },
				files: [{ ...csv, type: "text/csv" }, ...json.map((file) => ({ ...file, type: "application/json" as const }))],
				pgpKeys: sealed ? [publicKey] : [],
			},
			{
				...{ findings, to, encrypted: sealed, links: [input.case.reference ?? ""] },
				...{
					typed: [title, description, name],
					fixed: fixedTexts(templates, { number: input.case.number, ...input.hotline }),
				},
			},
		);
		expect(foreign).toBe(0);
		expect(mail.envelopeTo).toEqual(to);
		return mail;
	}

	/** Every text of the finished bytes, as a reader's programs open them. */
	async function texts(mail: FinishedMail): Promise<string[]> {
		const outer = await PostalMime.parse(mail.raw);
		const headers = (email: Email) => email.headers.map(({ value }) => value);
		const sealed = outer.attachments.find(({ filename }) => filename === "encrypted.asc");
		if (sealed === undefined) return [...headers(outer), ...(await partsOf(outer))];
		const armoredMessage = new TextDecoder().decode(sealed.content as ArrayBuffer);
		const { data } = await decrypt({
			...{ message: await readMessage({ armoredMessage }), decryptionKeys: opener, format: "binary" },
			date: new Date("2026-11-21T09:00:00.000Z"),
		} as Parameters<typeof decrypt>[0]);
		return [...headers(outer), ...(await partsOf(await PostalMime.parse(data as Uint8Array)))];
	}

	async function partsOf(email: Email): Promise<string[]> {
		const found = [email.subject ?? "", email.text ?? "", email.html ?? ""];
		for (const { filename, content } of email.attachments) {
			const bytes = Buffer.from(content as ArrayBuffer);
			const files = filename?.endsWith(".zip") ? await unzipped(bytes) : [bytes.toString("utf8")];
			for (const file of files) {
				if (file.startsWith("{")) found.push(...valuesOf(JSON.parse(file)));
				else found.push(...(parse(file, { relaxColumnCount: true }) as string[][]).flat());
			}
		}
		return found;
	}

	async function unzipped(bytes: Buffer): Promise<string[]> {
		const zip = await fromBufferPromise(bytes, { lazyEntries: true });
		const files: string[] = [];
		for await (const entry of zip.eachEntry()) {
			const chunks: Buffer[] = [];
			for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
			files.push(Buffer.concat(chunks).toString("utf8"));
		}
		return files;
	}
});

/** Every name and value of a report, and what its evidence holds. */
function valuesOf(value: unknown): string[] {
	if (typeof value !== "object" || value === null) return [String(value)];
	return Object.entries(value).flatMap(([name, inner]) => [
		...[name, ...valuesOf(inner)],
		...(name === "payload" ? [Buffer.from(String(inner), "base64").toString("utf8")] : []),
	]);
}

/** Looks for addresses in its own plain way: words that Node takes for one, defanged or not. */
function expectOwn(text: string, operator: number): number {
	let count = 0;
	const plain = text.replaceAll("[.]", ".").replaceAll(/\]:\d+|:\d+(?=[/\s]|$)/g, " ");
	for (const word of plain.split(/[^0-9a-fA-F.:]+/)) {
		const bare = word.replace(/^\.+|\.+$/g, "").replace(/^:(?!:)|(?<!:):$/g, "");
		// Short odd words such as `::0` are an address now and then, and nobody's: all of a case's addresses are in these two.
		const [, four] = /^100\.64\.(\d+)\./.exec(bare) ?? [];
		const [, six] = /^2001:0?db8:0*([0-9a-f]+):/i.exec(bare) ?? [];
		if (isIP(bare) === 0 || (four ?? six) === undefined) continue;
		count += 1;
		expect(four === undefined ? Number.parseInt(six ?? "", 16) - 1 : Number(four), text).toBe(operator);
	}
	return count;
}
