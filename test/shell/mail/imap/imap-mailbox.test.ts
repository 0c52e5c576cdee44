import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ImapMailboxOptions, openImapMailbox } from "../../../../src/mail/imap/imap-mailbox.ts";
import { parseImapUrl } from "../../../../src/mail/imap/imap-url.ts";
import { probeMailbox } from "../../../../src/mail/imap/probe-mailbox.ts";
import type { Filing, HandledMails, InboundMail } from "../../../../src/ports/inbound-mail.ts";
import { type ImapTestOptions, type ImapTestServer, startImapServer } from "../../../support/imap-server.ts";
import { mailFixture, mailOf } from "../../../support/mail-fixtures.ts";
import { selfSigned, testAuthority } from "../../../support/test-authority.ts";
import { waitUntil } from "../../../support/wait-until.ts";

const own = { bounces: "bounces@meldpunt.example", domain: "meldpunt.example", casePrefix: "NSM" };
const human = (name: string) =>
	mailOf(`From: jan@waterrand.example\nMessage-ID: <${name}@waterrand.example>\n\nHallo ${name}`);

function memoryHandled(): HandledMails & { readonly keys: Set<string> } {
	const keys = new Set<string>();
	return {
		keys,
		among: async (asked) => new Set(asked.filter((key) => keys.has(key))),
		async add(added) {
			for (const key of added) keys.add(key);
		},
		dropOlder: async () => {},
	};
}

/** Reads a mailbox, and notes what was taken and logged; a test says where mails go. */
interface Reader {
	readonly taken: InboundMail[];
	readonly log: string[];
	file: (mail: InboundMail) => Filing;
	stop(): Promise<void>;
}

let server: ImapTestServer;
let handled: ReturnType<typeof memoryHandled>;
const readers: Reader[] = [];

const urlOf = (query = "tls=off") => `imap://bounces%40meldpunt.example:secret@localhost:${server.port}/?${query}`;

function read(change: Partial<ImapMailboxOptions> = {}): Reader {
	const taken: InboundMail[] = [];
	const log: string[] = [];
	const stopping = new AbortController();
	const byKind = { bounce: "bounces", automatic: "automatic", reply: "stay", other: "stay" } as const;
	const note = (event: string, fields?: object) => void log.push([event, JSON.stringify(fields ?? {})].join(" "));
	const mailbox = openImapMailbox({
		server: parseImapUrl(urlOf()),
		mailbox: "INBOX",
		folders: { bounces: "Meldkamer/Bounces", automatic: "Meldkamer/Automatic" },
		...{ own, handled, clock: () => new Date().toISOString() },
		log: { info: note, warn: note, error: (event) => note(event) },
		pollMs: 20,
		againMs: [1],
		...change,
	});
	const reader: Reader = {
		...{ taken, log },
		file: ({ verdict }) => byKind[verdict.kind],
		async stop() {
			stopping.abort();
			await done;
		},
	};
	const done = mailbox.read(async (mail) => {
		const filing = reader.file(mail);
		taken.push(mail);
		return filing;
	}, stopping.signal);
	readers.push(reader);
	return reader;
}

async function start(options: ImapTestOptions = {}): Promise<void> {
	await server?.close();
	server = await startImapServer(options);
}

const kinds = ({ taken }: Reader) => taken.map(({ verdict }) => verdict.kind);
const inbox = () => server.folders.get("INBOX")?.mails ?? [];
const countIn = (name: string) => server.folders.get(name)?.mails.length ?? 0;

beforeEach(async () => {
	handled = memoryHandled();
	server = await startImapServer();
});
afterEach(async () => {
	await Promise.all(readers.splice(0).map((reader) => reader.stop()));
	await server.close();
});

describe("a mailbox", () => {
	it("is read from its first mail on: bounces and automatic answers are filed, people's mails stay unread", async () => {
		server.deliver(mailFixture("bounces", "postfix-unknown-user"));
		server.deliver(mailFixture("ordinary", "automatic-ooo-nl"));
		server.deliver(mailFixture("ordinary", "reply-dank"));
		server.deliver(human("a"));
		const reader = read();
		await waitUntil(() => handled.keys.size === 8);
		expect(kinds(reader)).toEqual(["bounce", "automatic", "reply", "other"]);
		expect([countIn("Meldkamer/Bounces"), countIn("Meldkamer/Automatic")]).toEqual([1, 1]);
		expect(server.folders.get("Meldkamer/Bounces")?.mails[0]?.flags).toContain("\\Seen");
		expect(inbox().map(({ uid, flags }) => [uid, flags.size])).toEqual([
			[3, 0],
			[4, 0],
		]);
		expect(new Set(reader.taken.map(({ mark }) => mark)).size).toBe(4);
	});

	it("is told of new mail at once, and looked into anyway", async () => {
		const reader = read({ pollMs: 60_000 });
		await waitUntil(() => server.commands.includes("IDLE"));
		server.deliver(human("a"));
		await waitUntil(() => reader.taken.length === 1);
		await waitUntil(() => server.commands.filter((name) => name === "IDLE").length === 2);
		server.deliver(human("b"));
		await waitUntil(() => reader.taken.length === 2);
	});

	it("gives each mail once, over restarts too", async () => {
		for (const name of ["a", "b", "c"]) server.deliver(human(name));
		const first = read();
		await waitUntil(() => first.taken.length === 3);
		await waitUntil(() => handled.keys.size === 6);
		await first.stop();
		server.deliver(human("d"));
		const second = read();
		await waitUntil(() => second.taken.length === 1);
		expect(second.taken[0]?.mark).not.toBe(first.taken[0]?.mark);
		expect(first.taken).toHaveLength(3);
	});

	it("gives none again when the server numbers anew", async () => {
		for (const name of ["a", "b"]) server.deliver(human(name));
		const reader = read();
		await waitUntil(() => handled.keys.size === 4);
		server.renumber("INBOX");
		server.deliver(human("c"));
		await waitUntil(() => reader.taken.length === 3);
		await waitUntil(() => handled.keys.size === 8);
		expect(reader.taken).toHaveLength(3);
	});

	it("leaves mail of more than a month ago alone", async () => {
		server.deliver(human("old"), new Date(Date.now() - 40 * 86_400_000));
		server.deliver(human("new"));
		const reader = read();
		await waitUntil(() => reader.taken.length === 1);
		await reader.stop();
		expect(reader.taken).toHaveLength(1);
	});

	it("is fetched no further than the beginning of a mail", async () => {
		const asked: string[] = [];
		server.onCommand = (name, line) => {
			if (name === "UID FETCH") asked.push(line);
			return undefined;
		};
		server.deliver(mailOf(`From: a@b.example\nMessage-ID: <big@b.example>\n\n${"x".repeat(2_000_000)}`));
		const reader = read();
		await waitUntil(() => reader.taken.length === 1);
		expect(asked[0]).toContain("<0.262144>");
	});

	it("keeps a mail that could not be taken, goes on with the next, and gives it again", async () => {
		for (const name of ["a", "b"]) server.deliver(human(name));
		const reader = read();
		let fails = 2;
		const usual = reader.file;
		reader.file = (mail) => {
			if (fails-- > 0) throw new Error("the database is away");
			return usual(mail);
		};
		await waitUntil(() => reader.taken.length === 2);
		expect(reader.log.filter((line) => line.startsWith("mailbox.mail-not-taken"))).toHaveLength(2);
		await waitUntil(() => handled.keys.size === 4);
	});

	it("files without folders by marks alone", async () => {
		server.deliver(mailFixture("bounces", "qmail"));
		read({ folders: null });
		await waitUntil(() => inbox()[0]?.flags.has("$MeldkamerFiled") ?? false);
		expect(inbox()[0]?.flags).toContain("\\Seen");
		expect([...server.folders.keys()]).toEqual(["INBOX"]);
	});

	it("has folders with the names that the server has for them", async () => {
		await start({ namespace: { delimiter: ".", prefix: "INBOX." }, withoutMove: true });
		server.deliver(mailFixture("bounces", "qmail"));
		read();
		await waitUntil(() => countIn("INBOX.Meldkamer.Bounces") === 1);
		await waitUntil(() => inbox().length === 0);
	});
});

describe("a line that breaks", () => {
	it.each(["LOGIN", "LIST", "CREATE", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE", "UID MOVE"])(
		"at %s loses no mail and doubles none",
		async (at) => {
			server.deliver(mailFixture("bounces", "qmail"));
			server.deliver(human("a"));
			let cuts = 2;
			server.onCommand = (name) => (name === at && cuts-- > 0 ? "cut" : undefined);
			const reader = read();
			await waitUntil(() => countIn("Meldkamer/Bounces") === 1 && handled.keys.size >= 4);
			expect(new Set(reader.taken.map(({ mark }) => mark)).size).toBe(2);
			expect(kinds(reader).filter((kind) => kind === "other")).toHaveLength(1);
			expect(inbox()).toHaveLength(1);
			expect(reader.log.filter((line) => line.startsWith("mailbox.lost"))).not.toHaveLength(0);
		},
	);

	it("between a mail that was taken and its filing gives it again, under the same mark", async () => {
		server.deliver(mailFixture("bounces", "qmail"));
		let isCut = true;
		server.onCommand = (name) => (name === "UID MOVE" && isCut ? "cut" : undefined);
		const first = read();
		await waitUntil(() => first.taken.length >= 1 && server.commands.includes("UID MOVE"));
		await first.stop();
		isCut = false;
		const second = read();
		await waitUntil(() => countIn("Meldkamer/Bounces") === 1);
		expect(second.taken[0]?.mark).toBe(first.taken[0]?.mark);
	});

	it("is made anew, with one line in the log each time that it is lost", async () => {
		const reader = read({ pollMs: 60_000 });
		await waitUntil(() => server.commands.includes("IDLE"));
		server.cut();
		await waitUntil(() => server.commands.filter((name) => name === "IDLE").length === 2);
		server.deliver(human("a"));
		await waitUntil(() => reader.taken.length === 1);
		expect(reader.log).toEqual([expect.stringMatching(/^mailbox\.lost/), "mailbox.back {}"]);
	});

	it("that cannot be moved over is tried again", async () => {
		server.deliver(mailFixture("bounces", "qmail"));
		let times = 2;
		server.onCommand = (name) => (name === "UID MOVE" && times-- > 0 ? "no" : undefined);
		read();
		await waitUntil(() => countIn("Meldkamer/Bounces") === 1);
	});

	it("ends when the work is to end", async () => {
		server.onCommand = () => "cut";
		const reader = read({ againMs: [60_000] });
		await waitUntil(() => reader.log.length === 1);
		await reader.stop();
		expect(JSON.stringify(reader.log)).not.toMatch(/secret|bounces/);
	});
});

describe("a login that is refused", () => {
	it("is one line in the log, and is tried again in time", async () => {
		server.password = "changed";
		const reader = read();
		await waitUntil(() => server.logins.length > 3);
		server.password = "secret";
		server.deliver(human("a"));
		await waitUntil(() => reader.taken.length === 1);
		expect(reader.log).toEqual(["mailbox.login-refused {}", "mailbox.back {}"]);
	});
});

describe("the connection", () => {
	const probe = async (url: string, ca?: string, mailbox = "INBOX") =>
		(await probeMailbox({ server: parseImapUrl(url), ...(ca === undefined ? {} : { ca }) }, mailbox)).kind;

	it("is TLS from the start or by STARTTLS, with a certificate that is trusted", async () => {
		const authority = await testAuthority();
		const certificate = await authority.issue(["localhost"]);
		for (const mode of ["implicit", "starttls"] as const) {
			await start({ tls: { mode, certificate } });
			handled = memoryHandled();
			const url = `${mode === "implicit" ? "imaps" : "imap"}://me:secret@localhost:${server.port}`;
			expect(await probe(url, authority.cert), mode).toBe("well");
			expect(await probe(url), mode).toBe("not-trusted");
			server.deliver(human(mode));
			const reader = read({ server: parseImapUrl(url), ca: authority.cert });
			await waitUntil(() => reader.taken.length === 1);
			await reader.stop();
		}
		await start({ tls: { mode: "implicit", certificate: await selfSigned("localhost") } });
		expect(await probe(`imaps://me:secret@localhost:${server.port}`, authority.cert)).toBe("not-trusted");
	});

	it("says what is wrong, and sends no password in the open", async () => {
		expect(await probe(urlOf())).toBe("well");
		expect(await probe(urlOf(), undefined, "Elsewhere")).toBe("no-such-mailbox");
		expect(await probe(urlOf(""))).toBe("no-tls");
		expect(server.logins).toHaveLength(2);
		server.password = "changed";
		expect(await probe(urlOf())).toBe("login-refused");
		const { port } = server;
		await start();
		expect(await probe(`imap://me:secret@localhost:${port}/?tls=off`)).toBe("not-reached");
	});
});
