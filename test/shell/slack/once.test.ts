import { describe, expect, it } from "vitest";
import { createOnce, type Delivery } from "../../../src/chat/slack/interactions/once.ts";
import type { ChatHandlers } from "../../../src/ports/chat.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { cardOf, interactionSuite, messageIn, replyOf, saidIn, viewIn } from "./interaction-suite.ts";
import type { OpenInteractionsOptions } from "./open-interactions.ts";
import { rawPayloads } from "./raw-payloads.ts";

describe("one thing that is delivered more than once", () => {
	/** Deliveries of which those in `broken` cannot be acknowledged, and what became of them. */
	function deliveries(limit: number, broken: readonly number[] = []) {
		const once = createOnce(limit);
		const acknowledged: string[] = [];
		const worked: string[] = [];
		let at = 0;
		let made = 0;
		const deliver = (ids: readonly string[]) => {
			const isBroken = broken.includes(at++);
			const delivery: Delivery<string> = {
				ids,
				answer: () => `answer ${++made}`,
				async acknowledge(answer) {
					if (isBroken) throw new Error("the line is down");
					acknowledged.push(answer);
				},
				work: (answer) => void worked.push(answer),
			};
			return once(delivery);
		};
		return { deliver, acknowledged, worked };
	}

	it("is done once, and acknowledged each time with the same", async () => {
		const { deliver, acknowledged, worked } = deliveries(10);
		expect([await deliver(["a"]), await deliver(["a"]), await deliver(["a"])]).toEqual([true, true, true]);
		expect(acknowledged).toEqual(["answer 1", "answer 1", "answer 1"]);
		expect(worked).toEqual(["answer 1"]);
	});

	it("is done once though its deliveries come at the same time", async () => {
		const { deliver, acknowledged, worked } = deliveries(10);
		await Promise.all([deliver(["a"]), deliver(["a"]), deliver(["b"])]);
		expect([...acknowledged].sort()).toEqual(["answer 1", "answer 1", "answer 2"]);
		expect([...worked].sort()).toEqual(["answer 1", "answer 2"]);
	});

	it("is known by any of its names", async () => {
		const { deliver, worked } = deliveries(10);
		await deliver(["envelope 1", "trigger"]);
		await deliver(["envelope 2", "trigger"]);
		await deliver(["envelope 2"]);
		expect(worked).toEqual(["answer 1"]);
	});

	it("is not done by a delivery that could not be acknowledged, and done by the next that could", async () => {
		const { deliver, acknowledged, worked } = deliveries(10, [0, 2]);
		expect(await deliver(["a"])).toBe(false);
		expect(worked).toEqual([]);
		expect(await deliver(["a"])).toBe(true);
		expect([acknowledged, worked]).toEqual([["answer 1"], ["answer 1"]]);
		expect(await deliver(["a"])).toBe(false);
		expect(worked).toEqual(["answer 1"]);
	});

	it("is remembered until so many came after it", async () => {
		const { deliver, worked } = deliveries(2);
		for (const id of ["a", "b", "b", "c", "a"]) await deliver([id]);
		expect(worked).toHaveLength(4);
	});

	it("without any name is done each time", async () => {
		const { deliver, worked } = deliveries(2);
		await deliver([]);
		await deliver([]);
		expect(worked).toHaveLength(2);
	});
});

describe.each(["socket", "http"] as const)("over %s, what Slack delivers three times", (mode) => {
	const { fake, open } = interactionSuite({ mode, deliveries: 3 });
	const count = async (what: string) => (await fake().counts())[what] ?? 0;
	const arrivals = mode === "socket" ? "envelopes" : "requests";

	/** Three deliveries of each thing that was done by `act`, all of them answered. */
	async function opened(given: OpenInteractionsOptions) {
		const opened = await open(given);
		return {
			...opened,
			async done(things: number, act: () => Promise<unknown>) {
				const [before, answered] = [await count(arrivals), await count("acknowledgements")];
				await act();
				await waitUntil(async () => (await count(arrivals)) === before + 3 * things);
				if (mode === "socket") await waitUntil(async () => (await count("acknowledgements")) === answered + 3 * things);
				await opened.settled();
			},
		};
	}
	const handlers: Partial<ChatHandlers> = {
		onCommand: async () => replyOf("Commanded."),
		onPress: async () => replyOf("Pressed."),
		onForm: async () => replyOf("Sent."),
		formFor: (_, id) =>
			id.startsWith("send:")
				? {
						id,
						title: "Send",
						submit: "Send",
						inputs: [{ name: "number", label: "Case", kind: "line", required: true }],
					}
				: null,
	};

	it("is done once: commands, lists, forms, presses and what is sent in", async () => {
		const { asked, logged, post, done } = await opened({ handlers });
		const message = await post(
			fake().channels.cases,
			cardOf("A case", "pause:TST-2026-0001:3", "send:TST-2026-0001:3"),
		);
		const before = (await fake().privateMessages("bram")).length;
		await done(1, async () => saidIn(await fake().command("bram", "status")));
		await done(1, async () => saidIn(await fake().press("bram", message, "pause:TST-2026-0001:3")));
		await done(2, async () => {
			const form = viewIn(await fake().press("bram", message, "send:TST-2026-0001:3"));
			messageIn(await fake().submit("bram", form.id, { number: "TST-2026-0001" }));
		});
		await done(3, async () => {
			const list = viewIn(await fake().command("bram", ""));
			const form = viewIn(await fake().submit("bram", list.id, { command: "lookup" }));
			messageIn(await fake().submit("bram", form.id, { target: "192.0.2.55" }));
		});
		expect(asked.map(({ what, name }) => `${what} ${name}`)).toEqual([
			...["command status", "press pause:TST-2026-0001:3", "form send:TST-2026-0001:3", "command lookup"],
		]);
		expect(await fake().privateMessages("bram")).toHaveLength(before + 4);
		expect(logged).toEqual([]);
	});

	it("is refused or let through the same each time, when words stand at a field", async () => {
		let looks = 0;
		const { asked, done } = await opened({
			handlers: {
				...handlers,
				formProblems: (): Readonly<Record<string, string>> => (looks++ === 0 ? { target: "No." } : {}),
			},
		});
		await done(2, async () => {
			const form = viewIn(await fake().command("bram", "lookup"));
			expect(await fake().submit("bram", form.id, { target: "x" })).toMatchObject({ kind: "errors" });
		});
		expect([looks, asked]).toEqual([1, []]);
	});

	it("is done once though it comes again later", async () => {
		const { asked, done } = await opened({ handlers });
		await done(1, () => fake().command("bram", "status"));
		const before = (await fake().privateMessages("bram")).length;
		const arrived = await count(arrivals);
		await fake().repeatLast();
		expect(await count(arrivals)).toBe(arrived + 1);
		expect(asked).toHaveLength(1);
		expect(await fake().privateMessages("bram")).toHaveLength(before);
	});

	it("opens one form of a message's file", async () => {
		const { done } = await opened({ handlers });
		const ts = await fake().upload("bram", [{ fileName: "list.csv", bytes: Buffer.from("ip") }]);
		const opens = await count("views.open");
		await done(1, async () => viewIn(await fake().shortcut("bram", "report-from-file", ts)));
		expect(await count("views.open")).toBe(opens + 1);
	});

	it("is acknowledged with the list's chosen form, whichever delivery Slack takes", async () => {
		const { done } = await opened({ handlers });
		const { form } = rawPayloads(fake());
		const chosen = form("bram", "choose-command", {
			command: { type: "static_select", selected_option: { value: "lookup" } },
		});
		await done(1, async () =>
			expect(await fake().raw("interactive", chosen)).toMatchObject({
				...{ response_action: "update", view: { callback_id: "command:lookup" } },
			}),
		);
	});
});
