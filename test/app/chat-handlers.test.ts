import { describe, expect, it } from "vitest";
import { buttonId } from "../../src/core/thread/buttons.ts";
import { type Attachment, AttachmentLost } from "../../src/ports/chat.ts";
import { LoginPage, WrongFileHost } from "../../src/ports/download.ts";
import { UploadTooLarge } from "../../src/ports/upload-store.ts";
import { appSuite } from "../support/app-suite.ts";
import { readyCase, stateOf, typed, upload } from "../support/case-life.ts";
import { anna, bram, chris, fileOf, guest, sentence } from "../support/open-app.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n";

describe("commands and presses", () => {
	const app = appSuite();

	it("are closed to whoever has no role, and to volunteers where a coordinator is asked for", async () => {
		const number = await readyCase(app(), report);
		const run = app().handlers;
		for (const line of ["report", "case list", "case show", "lookup", "send", "status", "contact list", "optout list"])
			expect(sentence(await run.onCommand(guest, line, {})), line).toMatch(/^This is for volunteers only/);
		for (const line of ["contact set", "contact remove", "optout add", "optout remove"])
			expect(sentence(await run.onCommand(bram, line, {})), line).toMatch(/^This is for coordinators only/);
		const state = await stateOf(app(), number);
		for (const verb of ["preview", "send", "groups", "close"] as const) {
			expect(sentence(await run.onPress(guest, buttonId(state, verb), null)), verb).toMatch(
				/^This is for volunteers only/,
			);
			expect(sentence(await run.onForm(guest, buttonId(state, verb), {})), verb).toMatch(
				/^This is for volunteers only/,
			);
		}
		expect(await run.onAutocomplete(guest, "case show", "case", "")).toEqual([]);
		expect((await stateOf(app(), number)).version).toBe(state.version);
	});

	it("can't steer a case of another platform", async () => {
		const number = await readyCase(app(), report);
		const elsewhere = { ...chris, platform: "slack", caseNumber: number };
		const press = await app().handlers.onPress(elsewhere, buttonId(await stateOf(app(), number), "pause"), null);
		expect(sentence(press)).toMatch(/another chat platform/);
		expect(sentence(await app().handlers.onCommand(elsewhere, "case close", {}))).toMatch(/another chat platform/);
	});

	it("offer and list no case of another platform", async () => {
		const number = await upload(app(), report);
		for (const [who, expected] of [
			[chris, [number]],
			[{ ...chris, platform: "slack" }, []],
		] as const) {
			const found = await app().handlers.onAutocomplete(who, "case show", "case", "");
			expect(found.map(({ value }) => value)).toEqual(expected);
			const list = await app().handlers.onCommand(who, "case list", {});
			expect(JSON.stringify(list).includes(number)).toBe(expected.length > 0);
		}
	});

	it("answer what is not there, missing or wrong with a sentence that says what to do", async () => {
		const run = app().handlers;
		const command = async (line: string, options = {}) => sentence(await run.onCommand(anna, line, options));
		expect(await command("nothing")).toMatch(/no such command/);
		expect(await command("case nothing")).toMatch(/no such command/);
		expect(await command("status now")).toMatch(/no such command/);
		expect(await command("report", { ...typed })).toBe("“file” is missing.");
		expect(await command("report", { ...typed, file: "text" })).toMatch(/“file” is not something/);
		expect(await command("report", { ...typed, file: fileOf(report), category: "x" })).toMatch(/“category” is not/);
		expect(await command("report", { ...typed, file: fileOf(report), title: "x".repeat(121) })).toMatch(/at most 120/);
		expect(await command("case show")).toMatch(/^Which case\?/);
		expect(await command("case show", { case: "TST-2026-0999" })).toMatch(/no such case/);
		expect(await command("lookup", { target: "???" })).toMatch(/not an address/);
		expect(await command("contact set", { for: "?", operator: "x", mailboxes: "a@b.nl", reason: "y" })).toMatch(
			/^Name a network/,
		);
		expect(await command("contact set", { for: "AS1", operator: "x", mailboxes: "not one", reason: "y" })).toMatch(
			/not a mail address/,
		);
		expect(await command("optout add", { who: "?", reason: "y" })).toMatch(/^Name a network/);
		expect(await command("optout add", { who: "AS1", reason: "y", until: "2020-01-01" })).toMatch(
			/not a day in the future/,
		);
		expect(await command("optout remove", { who: "AS1", reason: "y" })).toBe("AS1 is not in the list.");
		expect(sentence(await run.onPress(anna, "no button", null))).toMatch(/does nothing any more/);
		expect(sentence(await run.onPress(anna, "vote:TST-2026-0999:1:valid", null))).toMatch(/no such case/);
	});

	it("refuse a report that is too large or tells addresses, and keep nothing of it", async () => {
		const large = await app().handlers.onCommand(bram, "report", { ...typed, file: fileOf("1".repeat(200_000)) });
		expect(sentence(large)).toMatch(/larger than/);
		const told = { ...typed, description: "see 192.0.2.1", file: fileOf(report) };
		expect(sentence(await app().handlers.onCommand(bram, "report", told))).toMatch(/IP address in the text/);
		expect(await app().context.cases.list({ open: false, limit: 5 })).toEqual([]);
		expect(await app().context.uploads.dropOrphans("2100-01-01T00:00:00.000Z")).toBe(0);
	});

	it("say what to do when the chat gives less of a file than it announced, or takes less than we would, and keep nothing", async () => {
		const failing = async (fault: Error) => {
			const file: Attachment = {
				...fileOf("ip\n192.0.2.1\n"),
				async *open() {
					yield new Uint8Array(3);
					throw fault;
				},
			};
			return sentence(await app().handlers.onCommand(bram, "report", { ...typed, file }));
		};
		expect(await failing(new AttachmentLost("fewer bytes than announced"))).toMatch(/did not come through whole/);
		expect(await failing(new WrongFileHost("files.example"))).toMatch(
			/on a host that the bot may not fetch from.*FILE_HOSTS/,
		);
		expect(await failing(new LoginPage())).toMatch(/does not let the bot have this file.*doctor/);
		expect(await failing(new UploadTooLarge(10 * 1_048_576))).toMatch(/larger than 10 MB/);
		expect(await app().context.cases.list({ open: false, limit: 5 })).toEqual([]);
		expect(await app().context.uploads.dropOrphans("2100-01-01T00:00:00.000Z")).toBe(0);
	});

	it("don't count the uploader's vote, and let others change theirs", async () => {
		const number = await upload(app(), report);
		const vote = async (who: typeof anna, choice: string) =>
			sentence(await app().handlers.onPress(who, buttonId(await stateOf(app(), number), "vote", choice), null));
		expect(await vote(bram, "valid")).toMatch(/You uploaded this report/);
		expect(await vote(anna, "invalid")).toMatch(/^Your vote counts/);
		expect(await vote(anna, "valid")).toMatch(/^Your vote counts/);
		expect(await vote(anna, "valid")).toMatch(/already your vote/);
		expect(await vote(anna, "perhaps")).toMatch(/does nothing any more/);
		expect((await stateOf(app(), number)).poll?.votes).toHaveLength(1);
	});

	it("give a short number for a fault that stands in the log, and nothing of its text", async () => {
		app().context.cases.totals = async () => {
			throw new Error("secret 192.0.2.1");
		};
		const answer = sentence(await app().handlers.onCommand(anna, "status", {}));
		expect(answer).toMatch(/pass on this number: [0-9a-f]{6}$/);
		expect(answer).not.toContain("192.0.2.1");
		expect(app().faults).toEqual(["fault-in-chat"]);
	});

	it("complete case numbers by number and title", async () => {
		const number = await upload(app(), report);
		const found = await app().handlers.onAutocomplete(anna, "case show", "case", "mail serv");
		expect(found).toEqual([{ value: number, label: `${number} · Open mail servers` }]);
		expect(await app().handlers.onAutocomplete(anna, "case note", "text", "")).toEqual([]);
	});

	it("say what is wrong with texts while their form is still open, field by field", () => {
		const { formProblems } = app().handlers;
		const typed = { title: "Seen at 192.0.2.1", category: "other", description: "Fine.", reference: "no link" };
		expect(formProblems("report", typed)).toEqual({
			title: expect.stringContaining("address"),
			reference: expect.stringContaining("link"),
		});
		expect(formProblems("lookup", { target: "192.0.2.1" })).toEqual({});
		expect(formProblems("nonsense", { title: "192.0.2.1" })).toEqual({});
	});

	it("look up who is behind a target for the asker alone, and say why not", async () => {
		const reply = await app().handlers.onCommand(bram, "lookup", { target: "192.0.2[.]65" });
		if (reply.kind !== "card") throw new Error("no card");
		expect(reply.everyone).not.toBe(true);
		expect(reply.card.fields).toContainEqual({ label: "Mail addresses", value: "abuse@molenwiek.example" });
		const away = await app().handlers.onCommand(bram, "lookup", { target: "203.0.113.161" });
		expect(away).toMatchObject({ card: { tone: "warn" } });
		const asn = await app().handlers.onCommand(bram, "lookup", { target: "AS64500" });
		expect(asn).toMatchObject({ card: { title: "Who is behind AS64500" } });
	});

	it("list cases, directory and opt-outs, and how the hotline stands", async () => {
		const number = await upload(app(), report);
		const table = async (line: string) => {
			const reply = await app().handlers.onCommand(anna, line, {});
			return reply.kind === "card" ? (reply.card.table?.rows ?? []) : [];
		};
		expect(await table("case list")).toMatchObject([[number, "Open mail servers", "vote", expect.any(String)]]);
		await app().handlers.onCommand(anna, "optout add", {
			who: "Info@Example.NL",
			reason: "asked",
			until: "2027-01-31",
		});
		expect(await table("optout list")).toMatchObject([
			["info@example.nl", "asked", "Anna", expect.stringContaining("2027")],
		]);
		expect(sentence(await app().handlers.onCommand(anna, "contact list", {}))).toMatch(/directory is empty/);
		await app().handlers.onCommand(anna, "optout remove", { who: "info@example.nl", reason: "asked" });
		expect(sentence(await app().handlers.onCommand(anna, "optout list", {}))).toMatch(/Nobody has opted out/);
		const status = await app().handlers.onCommand(anna, "status", {});
		expect(status).toMatchObject({
			card: { fields: expect.arrayContaining([{ label: "Waiting for a vote", value: "1" }]) },
		});
	});
});
