import { beforeEach, describe, expect, it } from "vitest";
import { commands, presses } from "../../../commands/index.ts";
import { entriesOf } from "../../../src/core/command/parse-line.ts";
import { renderButtonId } from "../../../src/core/thread/button-id.ts";
import { buttonId } from "../../../src/core/thread/buttons.ts";
import type { Asker, ChatHandlers } from "../../../src/ports/chat.ts";
import { appSuite } from "../../support/app-suite.ts";
import { readyCase, stateOf, upload } from "../../support/case-life.ts";
import type { FakeSlackAnswer } from "../../support/fake-slack/fake-slack.ts";
import type { Actor } from "../../support/scenario-driver.ts";
import { cardOf, interactionSuite, messageIn, saidIn, textOf, viewIn } from "./interaction-suite.ts";
import type { OpenInteractionsOptions } from "./open-interactions.ts";
import { rawPayloads } from "./raw-payloads.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n";
/** Every command, taken from the declarations, so that a new one cannot be forgotten. */
const entries = entriesOf(commands.map(({ spec }) => spec));
const suggesting = entries.flatMap(({ path, options }) =>
	options
		.filter(({ type, suggest }) => type === "case" || suggest !== undefined)
		.map(({ name }) => [path, name] as const),
);

/** The test's bot keeps its cases for the local chat. */
function asLocal(handlers: ChatHandlers): ChatHandlers {
	const local = (asker: Asker): Asker => ({ ...asker, platform: "local" });
	return {
		onCommand: (asker, ...rest) => handlers.onCommand(local(asker), ...rest),
		formFor: (asker, id) => handlers.formFor(local(asker), id),
		formProblems: (...given) => handlers.formProblems(...given),
		onHome: (asker) => handlers.onHome(local(asker)),
		onPress: (asker, ...rest) => handlers.onPress(local(asker), ...rest),
		onForm: (asker, ...rest) => handlers.onForm(local(asker), ...rest),
		onAutocomplete: (asker, ...rest) => handlers.onAutocomplete(local(asker), ...rest),
	};
}

describe("on Slack", () => {
	const app = appSuite();
	const { fake, open: openWith } = interactionSuite();
	const open = async (given: OpenInteractionsOptions = {}) => openWith({ handlers: asLocal(app().handlers), ...given });
	let heard = 0;
	beforeEach(async () => {
		heard = (await fake().privateMessages("stranger")).length;
	});

	/** The sentence, after a look that only the asker sees it. */
	function refusal(answer: FakeSlackAnswer, as: Actor): string {
		const message = messageIn(answer);
		expect(message.visibleTo).toBe(fake().users[as].id);
		return textOf(message);
	}
	const publicMessages = async () => (await fake().history()).length;
	const toStranger = async () => (await fake().privateMessages("stranger")).slice(heard).map(textOf);

	it("whoever has no role is refused every command, typed or in a form, and only they see it", async () => {
		const { settled, logged } = await open();
		const before = await publicMessages();
		expect(entries.length).toBeGreaterThan(15);
		await Promise.all(
			entries.map(async ({ path, role }) => {
				const answer = await fake().command("stranger", path);
				expect(refusal(answer, "stranger"), path).toMatch(new RegExp(`This is for ${role}s only`));
			}),
		);
		const { form } = rawPayloads(fake());
		const inForms = (await toStranger()).length;
		for (const { path } of entries)
			expect(await fake().raw("interactive", form("stranger", `command:${path}`))).toEqual({});
		await settled();
		const said = (await toStranger()).slice(inForms);
		expect(said).toHaveLength(entries.length);
		for (const sentence of said) expect(sentence).toMatch(/This is for (volunteer|coordinator)s only/);
		expect(await app().context.cases.list({ open: false, limit: 10 })).toEqual([]);
		expect(await publicMessages()).toBe(before);
		expect(logged).toEqual([]);
	});

	it("whoever has no role gets no list of commands, no help, no form of a message's file and an empty home", async () => {
		await readyCase(app(), report);
		await open();
		const ts = await fake().upload("stranger", [{ fileName: "list.csv", bytes: Buffer.from(report) }]);
		const answers = await Promise.all([
			...["", "help"].map((text) => fake().command("stranger", text)),
			fake().shortcut("stranger", "report-from-file", ts),
		]);
		for (const answer of answers) expect(refusal(answer, "stranger")).toContain("This is for volunteers only");
		const home = JSON.stringify((await fake().openHome("stranger"))?.view);
		expect(home).toContain("This is for volunteers only");
		expect(home).not.toContain("TST-2026");
		expect(JSON.stringify((await fake().openHome("bram"))?.view)).toContain("TST-2026");
	});

	it("a volunteer is refused every coordinator's command, typed or in a form", async () => {
		const { settled } = await open();
		const closed = entries.filter(({ role }) => role === "coordinator");
		expect(closed.length).toBeGreaterThan(0);
		const answers = await Promise.all(closed.map(({ path }) => fake().command("bram", path)));
		for (const answer of answers) expect(refusal(answer, "bram")).toContain("This is for coordinators only");
		const before = (await fake().privateMessages("bram")).length;
		const { form } = rawPayloads(fake());
		for (const { path } of closed) await fake().raw("interactive", form("bram", `command:${path}`));
		await settled();
		const said = (await fake().privateMessages("bram")).slice(before).map(textOf);
		expect(said).toEqual(closed.map(() => expect.stringContaining("This is for coordinators only")));
	});

	it("whoever has no role is refused every button, menu and form, and the case stays as it was", async () => {
		const number = await readyCase(app(), report);
		const { version, epoch } = await stateOf(app(), number);
		const { settled } = await open();
		const before = await publicMessages();
		expect(presses.length).toBeGreaterThan(15);
		const { press, form } = rawPayloads(fake());
		for (const { verb } of presses) {
			const id = renderButtonId({ verb, caseNumber: number, epoch, argument: "1" });
			const menu = { type: "static_select", selected_option: { value: "1" } };
			await fake().raw("interactive", press("stranger", id));
			await fake().raw("interactive", press("stranger", id, menu));
			await fake().raw("interactive", form("stranger", id));
		}
		await settled();
		const said = await toStranger();
		expect(said).toHaveLength(3 * presses.length);
		for (const sentence of said) expect(sentence).toMatch(/This is for (volunteer|coordinator)s only/);
		expect(await publicMessages()).toBe(before + 1);
		expect((await stateOf(app(), number)).version).toBe(version);
	});

	it("a form that was opened with the role is refused when it comes without", async () => {
		const number = await readyCase(app(), report);
		const state = await stateOf(app(), number);
		const first = await open();
		const message = await first.post(fake().channels.cases, cardOf("A card", buttonId(state, "send")));
		const opened = viewIn(await fake().press("bram", message, buttonId(state, "send")));
		await first.close();
		const nobody = { groups: [], people: [] };
		await open({ options: { roles: { volunteer: nobody, coordinator: nobody } } });
		const answer = await fake().submit("bram", opened.id, { confirmation: number });
		expect(refusal(answer, "bram")).toContain("This is for volunteers only");
		expect((await stateOf(app(), number)).version).toBe(state.version);
	});

	it("whoever has no role gets no suggestions", async () => {
		const number = await readyCase(app(), report);
		await open();
		const form = viewIn(await fake().command("bram", "case show"));
		expect(JSON.stringify(await fake().suggest("bram", form.id, "case", ""))).toContain(number);
		expect(suggesting.length).toBeGreaterThan(5);
		const { suggestion } = rawPayloads(fake());
		for (const [path, option] of suggesting)
			expect(await fake().raw("interactive", suggestion("stranger", `command:${path}`, option, "")), path).toEqual({
				options: [],
			});
	});

	it("nobody is let in by a group while Slack does not say who is in it, and hears why", async () => {
		const number = await upload(app(), report);
		const state = await stateOf(app(), number);
		const { post, logged } = await open({
			options: {
				roles: {
					volunteer: { groups: [fake().groups.volunteer], people: [fake().users.chris.id] },
					coordinator: { groups: [fake().groups.coordinator], people: [] },
				},
			},
		});
		const message = await post(fake().channels.cases, cardOf("Vote", buttonId(state, "vote", "valid")));
		const ts = await fake().upload("bram", [{ fileName: "list.csv", bytes: Buffer.from(report) }]);
		await fake().trouble([{ kind: "500", share: 1, on: "usergroups" }]);
		const answers = await Promise.all([
			...["", "help", "status", "report"].map((text) => fake().command("bram", text)),
			fake().press("bram", message, buttonId(state, "vote", "valid")),
			fake().shortcut("bram", "report-from-file", ts),
		]);
		for (const answer of answers)
			expect(refusal(answer, "bram")).toContain("Slack does not say now who is in the team");
		expect((await stateOf(app(), number)).version).toBe(state.version);
		expect(new Set(logged.map(({ event }) => event))).toEqual(new Set(["slack.roles-unknown"]));
		// Who is on the list of people needs no group.
		expect(JSON.stringify(viewIn(await fake().command("chris", "")))).toContain("case show");
	});

	it("somebody of another workspace has no role, whatever their id is here", async () => {
		const { settled } = await open({ teamId: "T0ELSEWHERE" });
		const ts = await fake().upload("bram", [{ fileName: "list.csv", bytes: Buffer.from(report) }]);
		const answers = await Promise.all([
			...["", "status"].map((text) => fake().command("bram", text)),
			fake().shortcut("bram", "report-from-file", ts),
		]);
		for (const answer of answers) expect(refusal(answer, "bram")).toContain("This is for volunteers only");
		const { press, form, suggestion } = rawPayloads(fake());
		const before = (await fake().privateMessages("bram")).length;
		await fake().raw("interactive", press("bram", "close:TST-2026-0001:3"));
		await fake().raw("interactive", form("bram", "close:TST-2026-0001:3"));
		await fake().raw("interactive", form("bram", "command:case list"));
		expect(await fake().raw("interactive", suggestion("bram", "command:case show", "case", ""))).toEqual({
			options: [],
		});
		await settled();
		const said = (await fake().privateMessages("bram")).slice(before).map(textOf);
		expect(said).toEqual([1, 2, 3].map(() => expect.stringMatching(/This is for (volunteer|coordinator)s only/)));
	});

	it("who is in a group or on the list may do what its role may, and no more after they left", async () => {
		let now = 0;
		await open({ now: () => now });
		expect(saidIn(await fake().command("bram", "case list"))).not.toContain("This is for");
		await fake().setGroups({ volunteer: ["chris"], coordinator: ["anna"] });
		now += 5 * 60_000;
		expect(refusal(await fake().command("bram", "case list"), "bram")).toContain("This is for volunteers only");
		await fake().setGroups({ volunteer: ["bram", "chris"], coordinator: ["anna"] });
	});
});
