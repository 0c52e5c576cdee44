import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/chat/slack/render/render-message.ts";
import { type Life, lives } from "../../core/case/random-life.ts";
import { lengthened, shownOf } from "../../support/case-cards.ts";
import { checkMessageBlocks, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { readSlackBlocks } from "../../support/slack-reader.ts";
import { cardWords } from "../discord/card-words.ts";

beforeAll(loadSlackSchemas);

const holds = (rule: (life: Life) => void) => fc.assert(fc.property(lives(60), rule), { numRuns: 40 });

describe("the cards of a case, over random lives", () => {
	it("are messages that say all that their cards say, with every button", () => {
		let cut = 0;
		let whole = 0;
		holds((life) => {
			for (const { card, language } of shownOf(life)) {
				const { blocks } = renderMessage(card, language);
				expect(checkMessageBlocks(blocks)).toEqual([]);
				const seen = readSlackBlocks(blocks);
				const isCut = seen.text.split("…").length > cardWords(card).split("…").length;
				if (isCut) cut += 1;
				else {
					whole += 1;
					expect(seen.text).toBe(cardWords(card));
				}
				expect(seen.buttons.map(({ id }) => id)).toEqual((card.buttons ?? []).flat().map(({ id }) => id));
			}
		});
		// Only the head of a column of numbers, and a note in a menu, give way in these.
		expect(whole).toBeGreaterThan(10 * cut);
	});

	it("are messages with their names, titles and texts at their longest", () => {
		holds((life) => {
			for (const { card, language } of shownOf(lengthened(life))) {
				const { blocks } = renderMessage(card, language);
				expect(checkMessageBlocks(blocks)).toEqual([]);
				const seen = readSlackBlocks(blocks);
				// Each step and each field is there, whole or cut.
				expect(seen.lines).toHaveLength((card.lines ?? []).length);
				for (const { label } of card.fields ?? []) expect(seen.text).toContain(`${label}: `);
				expect(seen.buttons.map(({ id }) => id)).toEqual((card.buttons ?? []).flat().map(({ id }) => id));
			}
		});
	});
});
