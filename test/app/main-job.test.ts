import { describe, expect, it } from "vitest";
import { buttonId } from "../../src/core/thread/buttons.ts";
import { appSuite } from "../support/app-suite.ts";
import { approve, confirmSend, readyCase, stateOf, upload } from "../support/case-life.ts";
import { anna, bram, buttonsOn, chris, fileOf, sentence } from "../support/open-app.ts";

const report = [
	"ip,port",
	...["192.0.2.1,25", "192.0.2.2,25", "192.0.2.65,25", "198.51.100.1,25"],
	...["203.0.113.161,25", "203.0.113.130,25", "10.0.0.1,25", "192.0.2.1,25"],
].join("\n");

describe("the main job", () => {
	const app = appSuite();

	it("goes from a report to one mail per operator with only its own addresses, step by step in a thread", async () => {
		const number = await readyCase(app(), report);
		const ready = await stateOf(app(), number);
		expect(ready.summary).toMatchObject({ rows: 8, findings: 6, duplicates: 1, problemRows: 1 });
		expect(ready.groups.map(({ bucket, findings }) => ({ bucket, findings }))).toEqual([
			{ bucket: null, findings: 2 },
			{ bucket: null, findings: 1 },
			{ bucket: null, findings: 1 },
			{ bucket: "abroad", findings: 1 },
			{ bucket: "no-contact", findings: 1 },
		]);
		await confirmSend(app(), number);
		await app().work();
		expect((await stateOf(app(), number)).status).toBe("sent");
		const mails = app().mail.taken.map((mail) => ({ to: mail.envelopeTo, text: Buffer.from(mail.raw).toString() }));
		expect(mails.map((mail) => mail.to)).toEqual([
			["abuse@veenland.example"],
			["abuse@molenwiek.example"],
			["abuse@kustnet.example"],
		]);
		expect(mails[0]?.text).toContain("192.0.2.2");
		for (const foreign of ["192.0.2.65", "198.51.100.1", "203.0.113", "10.0.0.1"])
			expect(mails[0]?.text).not.toContain(foreign);
		const [headline] = app().chat.threads.keys();
		expect(app().chat.told(headline ?? "")).toEqual([
			"Bram opened the case with report.csv.",
			"Reading the file",
			"The file was read",
			"Vote 1: may this report be mailed?",
			"Anna voted: Valid.",
			"Chris voted: Valid.",
			"The vote is decided: valid. Next: finding the operators.",
			"Finding the operators",
			"3 mails ready, for 4 findings",
			"Round 1 was sent",
			"Veenland Internet B.V.: mail accepted (2 findings).",
			"Molenwiek Hosting B.V.: mail accepted (1 finding).",
			"Kustnet Kabel B.V.: mail accepted (1 finding).",
			"Round 1 is done: 3 accepted, 0 refused, 0 unknown.",
		]);
	});

	it("shows no affected address in any message, nor in any event", async () => {
		const number = await readyCase(app(), report);
		const id = buttonId(await stateOf(app(), number), "preview");
		const preview = await app().handlers.onPress(anna, id, null);
		await confirmSend(app(), number);
		await app().work();
		const shown = JSON.stringify([app().chat.posted, preview, await app().context.cases.events(number, 0, 1000)]);
		for (const address of ["192.0.2.", "198.51.100.", "203.0.113.", "10.0.0."])
			expect(shown.split(address).length - 1, address).toBe(0);
	});

	it("pages through the mails for the asker alone, and says how many systems each is about", async () => {
		const number = await readyCase(app(), report);
		const first = await app().handlers.onPress(anna, buttonId(await stateOf(app(), number), "preview"), null);
		if (first.kind !== "card") throw new Error("no card");
		expect(first.everyone).not.toBe(true);
		expect(first.card.title).toBe("Mail 1 of 3: Veenland Internet B.V.");
		expect(first.card.fields).toContainEqual({ label: "Findings", value: "2" });
		const next = await app().handlers.onPress(anna, buttonsOn(first.card).Next ?? "", null);
		expect(next).toMatchObject({ kind: "update", card: { title: "Mail 2 of 3: Molenwiek Hosting B.V." } });
	});

	it("asks which column it is, and goes on with the answer", async () => {
		const number = await upload(app(), "alpha,beta\nhello,192.0.2.1 or so\nworld,192.0.2.65 maybe\n");
		expect((await stateOf(app(), number)).status).toBe("needs-column");
		const [headline] = app().chat.threads.keys();
		const asked = app()
			.chat.cards(`thread:${headline}`)
			.find((card) => card.menu !== undefined);
		expect(asked?.menu?.options.map(({ label, hint }) => [label, hint])).toEqual([
			["alpha", "aaaaa"],
			["beta", "000.0.0.0 aa aa"],
		]);
		await app().handlers.onPress(bram, asked?.menu?.id ?? "", "1");
		await app().work();
		expect((await stateOf(app(), number)).chosenColumn?.header).toBe("beta");
	});

	it("reads a list for a second round and mails only who is on it", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().work();
		const inThread = { ...anna, caseNumber: number };
		const list = fileOf("192.0.2.2\n192.0.2.2\n198.51.100.77\n", "again.txt");
		await app().handlers.onCommand(inThread, "case round", { file: list });
		await app().work();
		const state = await stateOf(app(), number);
		expect(state).toMatchObject({ status: "ready", round: 2, roundList: { unmatched: 1 } });
		expect(state.groups.filter((group) => group.findings > 0)).toMatchObject([
			{ operator: "Veenland Internet B.V.", findings: 1 },
		]);
		app().mail.taken.length = 0;
		await confirmSend(app(), number);
		await app().work();
		expect(app().mail.taken.map((mail) => mail.envelopeTo)).toEqual([["abuse@veenland.example"]]);
		expect(Buffer.from(app().mail.taken[0]?.raw ?? []).toString()).not.toContain("192.0.2.1 ");
	});

	it("keeps an opt-out and a directory entry that were added after the report out of, and in, the mailing", async () => {
		await app().handlers.onCommand(anna, "optout add", { who: "192.0.2.0/24", reason: "asked by phone" });
		const entry = { for: "AS64497", operator: "CERT", mailboxes: "cert@cert.example", reason: "forwards" };
		expect(sentence(await app().handlers.onCommand(anna, "contact set", entry))).toBe("AS64497 is in the directory.");
		const number = await readyCase(app(), report);
		expect(
			(await stateOf(app(), number)).groups.map(({ operator, bucket, source }) => [operator, bucket, source]),
		).toEqual([
			["Veenland Internet B.V.", "opted-out", null],
			["Molenwiek Hosting B.V.", "opted-out", null],
			["CERT", null, "directory"],
			["Nordlicht Hosting GmbH", "abroad", "registry"],
			["OUDEHAVEN-LEGACY", "no-contact", "registry"],
		]);
	});

	it("assigns, leaves out and hands over what is not mailed by itself", async () => {
		const number = await readyCase(app(), report);
		const list = await app().handlers.onPress(anna, buttonId(await stateOf(app(), number), "groups"), null);
		const menu = list.kind === "quiet" ? undefined : list.card.menu;
		expect(menu?.options.map((option) => option.hint)).toEqual(["Outside our countries", "No contact"]);
		const group = await app().handlers.onPress(anna, menu?.id ?? "", menu?.options[1]?.value ?? "");
		const assign = group.kind === "quiet" ? "" : (buttonsOn(group.card)["Assign a contact …"] ?? "");
		expect(
			app()
				.handlers.formFor(anna, assign)
				?.inputs.map((input) => input.name),
		).toEqual(["operator", "mailboxes"]);
		await app().handlers.onForm(anna, assign, { operator: "Veenland", mailboxes: "Abuse@veenland.example" });
		const merged = await stateOf(app(), number);
		expect(merged.groups[0]).toMatchObject({ operatorKey: "abuse@veenland.example", findings: 3 });
		await app().handlers.onForm(chris, buttonId(merged, "hand-over", "4"), { to: "CERT-Bund" });
		await confirmSend(app(), number);
		await app().work();
		expect(Buffer.from(app().mail.taken[0]?.raw ?? []).toString()).toContain("203.0.113.130");
		expect((await stateOf(app(), number)).groups.at(-1)).toMatchObject({ bucket: "handed-over", reason: "CERT-Bund" });
	});

	it("closes the case, and deletes the addresses when the time has come", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().work();
		await app().handlers.onCommand({ ...bram, caseNumber: number }, "case close", {});
		await app().work();
		expect([...app().chat.threads.values()]).toMatchObject([{ archived: true }]);
		await app().pass(89 * 86_400_000);
		expect((await stateOf(app(), number)).purged).toBe(false);
		app().jobs.waiting.push({ type: "PurgeCase", caseNumber: number, at: app().now });
		await app().pass(86_400_000);
		expect((await stateOf(app(), number)).purged).toBe(true);
		expect(app().mail.taken).toEqual([]);
		expect((await app().context.findings.problems(number, 10)).map((problem) => problem.text)).toEqual([""]);
		for await (const batch of app().context.findings.findings(number, 100)) expect(batch).toEqual([]);
	});

	it("takes another list for a round as long as nothing of it was sent", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().work();
		const inThread = { ...anna, caseNumber: number };
		await app().handlers.onCommand(inThread, "case round", { file: fileOf("192.0.2.1\n192.0.2.2\n") });
		await app().work();
		await app().handlers.onCommand(inThread, "case round", { file: fileOf("198.51.100.1\n") });
		await app().work();
		const state = await stateOf(app(), number);
		expect(state).toMatchObject({ status: "ready", round: 2 });
		expect(state.groups.filter((group) => group.findings > 0)).toMatchObject([{ operator: "Kustnet Kabel B.V." }]);
	});

	it("assigns nobody who asked for no notices", async () => {
		const number = await readyCase(app(), report);
		await app().handlers.onCommand(anna, "optout add", { who: "cert.example", reason: "asked" });
		const id = buttonId(await stateOf(app(), number), "assign", "5");
		const reply = await app().handlers.onForm(anna, id, { operator: "CERT", mailboxes: "info@cert.example" });
		expect(sentence(reply)).toMatch(/asked for no notices/);
		expect((await stateOf(app(), number)).groups[4]).toMatchObject({ bucket: "no-contact" });
	});

	it("keeps the name and mailbox of what looks like a private person out of the events and the thread", async () => {
		const number = await readyCase(app(), "ip\n203.0.113.209\n192.0.2.1\n");
		const events = JSON.stringify(await app().context.cases.events(number, 0, 1000));
		expect(`${events}${JSON.stringify(app().chat.posted)}`).not.toMatch(/jansen/i);
		const list = await app().handlers.onPress(anna, buttonId(await stateOf(app(), number), "groups"), null);
		const menu = list.kind === "quiet" ? undefined : list.card.menu;
		expect(menu?.options.map((option) => option.label)).toEqual(["Looks like a private person (1)"]);
		const group = await app().handlers.onPress(anna, menu?.id ?? "", menu?.options[0]?.value ?? "");
		expect(group).toMatchObject({ kind: "update", card: { title: "J. Jansen" } });
	});

	it("rejects a report by vote and mails nothing", async () => {
		const number = await upload(app(), report);
		for (const voter of [anna, chris])
			await app().handlers.onPress(voter, buttonId(await stateOf(app(), number), "vote", "invalid"), null);
		await app().work();
		expect((await stateOf(app(), number)).status).toBe("rejected");
		await approve(app(), number);
		expect(app().mail.taken).toEqual([]);
	});
});
