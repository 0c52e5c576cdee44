import { describe, expect, it } from "vitest";
import type { StatusChart } from "../../src/core/thread/status-chart.ts";
import { appSuite } from "../support/app-suite.ts";
import { approve, confirmSend, upload } from "../support/case-life.ts";
import { bram, chris } from "../support/open-app.ts";

const signal = new AbortController().signal;
const day = 86_400_000;

describe("the status summary", () => {
	const app = appSuite();

	/** Keeps what is drawn; gives those bytes for it. */
	function draw(): StatusChart[] {
		const drawn: StatusChart[] = [];
		app().context.chart.draw = async (chart) => {
			drawn.push(chart);
			return Uint8Array.of(1, 2, 3);
		};
		return drawn;
	}

	it("has the cases of the last eight weeks, and what is open now, as a picture with its words", async () => {
		const drawn = draw();
		const mailed = await upload(app(), "ip\n192.0.2.1\n");
		await approve(app(), mailed);
		await confirmSend(app(), mailed);
		await app().work();
		await app().pass(7 * day);
		await upload(app(), "ip\n192.0.2.2\n");
		const reply = await app().handlers.onCommand(chris, "status", {});
		if (reply.kind !== "card") throw new Error("no card");
		expect(reply.everyone).not.toBe(true);
		expect(reply.card.title).toBe("How the hotline stands");
		expect(reply.card.image).toEqual({
			fileName: "status.png",
			base64: "AQID",
			alt: "Cases per week. wk 47: 1 opened, 1 mailed. wk 48, now: 1 opened. Open cases now: 2: 1 vote, 1 sent.",
		});
		expect(drawn).toHaveLength(1);
		expect(drawn[0]?.weeks.labels.map((label) => label.split("\n")[0])).toEqual(
			[41, 42, 43, 44, 45, 46, 47, 48].map((week) => `wk ${week}`),
		);
		expect(drawn[0]?.weeks.series).toEqual([
			{ kind: "opened", label: "opened", values: [0, 0, 0, 0, 0, 0, 1, 1] },
			{ kind: "sent", label: "mailed", values: [0, 0, 0, 0, 0, 0, 1, 0] },
		]);
	});

	it("is posted on schedule with the same picture", async () => {
		draw();
		await app().jobHandlers.PostStatus({ type: "PostStatus" }, signal);
		const asked = await app().handlers.onCommand(bram, "status", {});
		expect(app().chat.cards("status")).toEqual([asked.kind === "card" ? asked.card : null]);
		expect(app().chat.cards("status")[0]?.image?.base64).toBe("AQID");
	});

	it("goes without its picture when that can't be drawn, and says so in the log", async () => {
		app().context.chart.draw = async () => {
			throw new Error("no font");
		};
		await app().jobHandlers.PostStatus({ type: "PostStatus" }, signal);
		const [card] = app().chat.cards("status");
		expect(card?.title).toBe("How the hotline stands");
		expect(card).not.toHaveProperty("image");
		expect(app().faults).toEqual(["chart-not-drawn"]);
	});
});
