import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/chat/discord/render/render-message.ts";
import { type Life, lives } from "../../core/case/random-life.ts";
import { lengthened, longNumber, shownOf } from "../../support/case-cards.ts";
import { messageFaults } from "../../support/discord-message-faults.ts";
import { markOf, readDiscordMessage } from "../../support/discord-reader.ts";
import { cardWords } from "./card-words.ts";

const holds = (rule: (life: Life) => void) => fc.assert(fc.property(lives(60), rule), { numRuns: 40 });
const read = (body: ReturnType<typeof renderMessage>) =>
	readDiscordMessage({ id: "1", channel_id: "2", ...body }, true);
const mark = "NSM-2026-0042 · 17-19";

describe("the cards of a case, over random lives", () => {
	it("are messages that say all that their cards say, with every button", () => {
		let cut = 0;
		let whole = 0;
		holds((life) => {
			for (const { card, language } of shownOf(life)) {
				const body = renderMessage(card, { language, mark });
				expect(messageFaults(body)).toEqual([]);
				const seen = read(body);
				const isCut = seen.text.split("…").length > cardWords(card).split("…").length;
				if (isCut) cut += 1;
				else {
					whole += 1;
					expect(seen.text).toBe(cardWords(card));
				}
				expect(seen.buttons.map(({ id }) => id)).toEqual((card.buttons ?? []).flat().map(({ id }) => id));
			}
		});
		// Only the head of a column of numbers gives way in these.
		expect(whole).toBeGreaterThan(10 * cut);
	});

	it("are messages with their names, titles and texts at their longest", () => {
		holds((life) => {
			const long = lengthened(life);
			for (const { card, language } of shownOf(long)) {
				const body = renderMessage(card, { language, mark: `${longNumber} · 117-119` });
				expect(messageFaults(body)).toEqual([]);
				expect(markOf(body)).toBe(`${longNumber} · 117-119`);
				const seen = read(body);
				// Each step is there, whole or cut.
				expect(seen.lines).toHaveLength((card.lines ?? []).length);
				expect(body.embeds[0]?.fields ?? []).toHaveLength((card.fields ?? []).length);
				expect(seen.buttons.map(({ id }) => id)).toEqual((card.buttons ?? []).flat().map(({ id }) => id));
			}
		});
	});
});
