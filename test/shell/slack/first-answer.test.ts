import { describe, expect, it } from "vitest";
import type { Form } from "../../../src/core/thread/card.ts";
import type { Reply } from "../../../src/ports/chat.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { cardOf, interactionSuite, replyOf, textOf, viewIn } from "./interaction-suite.ts";

const pressId = "pause:TST-2026-0001:3";
const form: Form = {
	...{ id: "send:TST-2026-0001:3", title: "Send the mails", submit: "Send" },
	inputs: [{ name: "confirmation", label: "Case number", kind: "line", required: true }],
};

/** Work that goes on until it is let go. */
function held(reply: Reply) {
	let letGo = () => {};
	const wait = new Promise<void>((resolve) => {
		letGo = resolve;
	});
	return { letGo: () => letGo(), work: () => wait.then(() => reply) };
}

describe.each(["socket", "http"] as const)("the acknowledgement over %s", (mode) => {
	// Acknowledged and nothing said is “quiet”; not acknowledged would be “no-answer”.
	const { fake, open } = interactionSuite({ mode, quietMs: 20 });
	const lastSaid = async (as: "anna" | "bram") => (await fake().privateMessages(as)).map(textOf).at(-1);

	it("of a command, a press, a form and a shortcut comes before the work is done", async () => {
		const [commanded, pressed, sent] = ["Commanded.", "Pressed.", "Sent."].map((text) => held(replyOf(text)));
		if (commanded === undefined || pressed === undefined || sent === undefined) throw new Error("three are held");
		const { post, asked, settled } = await open({
			handlers: {
				...{ onCommand: commanded.work, onPress: pressed.work, onForm: sent.work },
				formFor: (_, id) => (id === form.id ? form : null),
			},
		});
		const message = await post(fake().channels.cases, cardOf("A case", pressId, form.id));
		const answers = [await fake().command("bram", "status"), await fake().press("bram", message, pressId)];
		await fake().press("bram", message, form.id);
		const view = await waitForView();
		answers.push(await fake().submit("bram", view, { confirmation: "TST-2026-0001" }));
		expect(answers.map(({ kind }) => kind)).toEqual(["quiet", "quiet", "quiet"]);
		for (const answer of answers) expect(answer).toMatchObject({ ackMs: expect.toSatisfy((ms: number) => ms < 3_000) });
		await waitUntil(() => asked.length === 3);
		expect(await fake().privateMessages("bram")).toEqual([]);
		for (const each of [commanded, pressed, sent]) each.letGo();
		await settled();
		const said = (await fake().privateMessages("bram")).map(textOf).sort();
		expect(said).toEqual(["Commanded.", "Pressed.", "Sent."]);

		async function waitForView(): Promise<string> {
			return viewIn(await fake().press("anna", message, form.id)).id;
		}
	});
});
