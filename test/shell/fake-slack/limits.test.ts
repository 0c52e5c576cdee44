import { beforeAll, describe, expect, it } from "vitest";
import { checkMessageBlocks, checkView, loadSlackSchemas } from "../../support/fake-slack/check-blocks.ts";
import { checkLengths } from "../../support/fake-slack/check-lengths.ts";
import { type Limit, limits } from "../../support/fake-slack/limits.ts";
import { type Definitions, readSlackSchemas, type Schema } from "../../support/fake-slack/slack-schemas.ts";

let definitions: Definitions;
beforeAll(async () => {
	await loadSlackSchemas();
	definitions = await readSlackSchemas();
});

const name = ({ on, at, unit }: Limit): string => `${on} ${at} (${unit})`;

/** What a property's comment says in `@slack/types`; those of a type with several shapes, of the first that has it. */
function commentOf(said: string): string {
	const [type = "", property = ""] = said.split(".");
	const schema = definitions[type];
	const shapes = [schema, ...((schema?.anyOf ?? []) as readonly Schema[])];
	const found = shapes.map((shape) => (shape?.properties as Readonly<Record<string, Schema>> | undefined)?.[property]);
	return String(found.find((one) => one !== undefined)?.description ?? "");
}

describe("the table of lengths", () => {
	const spoken = limits.filter(({ said }) => said !== null);

	it.each(spoken.map((limit) => [name(limit), limit] as const))("%s is as @slack/types says", (_name, limit) => {
		const numbers =
			commentOf(limit.said ?? "")
				.replaceAll(/(\d),(\d)/g, "$1$2")
				.match(/\d+/g) ?? [];
		expect(numbers).toContain(`${limit.saidMax ?? limit.max}`);
	});

	it("misses no limit that @slack/types speaks of", () => {
		const known = new Set(spoken.map(({ said }) => said));
		// The same words for every block, element, option and view, of which the table names one.
		const elsewhere = /\.(block_id|action_id|placeholder)$|^MrkdwnOption\.|^HomeView\./;
		// A least, not a most.
		const others = /\.max_selected_items$/;
		const missed = Object.entries(definitions).flatMap(([type, schema]) =>
			Object.keys((schema.properties ?? {}) as object)
				.map((property) => `${type}.${property}`)
				.filter((said) => !known.has(said) && !elsewhere.test(said) && !others.test(said))
				.filter((said) => /max|up to|less than|at most|no more than/i.test(commentOf(said)))
				.filter((said) => /\d/.test(commentOf(said).replaceAll(/https?:\S+/g, ""))),
		);
		expect(missed).toEqual([]);
	});

	const measured = limits.filter(({ on }) => on !== "message");

	it.each(measured.map((limit) => [name(limit), limit] as const))("%s is held to the last one", (_name, limit) => {
		const { max, min = 0 } = limit;
		expect(check(limit, max)).toEqual([]);
		expect(check(limit, max + 1)).toHaveLength(1);
		if (min > 0) expect(check(limit, min - 1)).toHaveLength(1);
	});
});

/** What is said about `size` where the limit is. */
function check({ on, at, unit }: Limit, size: number): readonly string[] {
	const path = at.split(".");
	const value = unit === "value" ? size : unit === "items" ? new Array(size).fill(0) : "x".repeat(size);
	const part = path.reduceRight<unknown>(
		(inner, step) => (step === "*" ? [inner] : { [step]: inner }),
		value,
	) as object;
	const pointer = `/${path.map((step) => (step === "*" ? 0 : step)).join("/")}]`;
	const named = ["any", "option", "option_group", "confirm", "view"].includes(on) ? part : { type: on, ...part };
	const keys: Readonly<Record<string, unknown>> = {
		option_group: { option_groups: [named] },
		confirm: { confirm: named },
	};
	const kind = on === "view" || on === "option" ? on : null;
	return checkLengths(keys[on] ?? named, "", kind).filter((fault) => fault.endsWith(pointer));
}

describe("the checks by themselves", () => {
	it("have nothing against what is right, and name the place of what isn't", () => {
		const text = { type: "mrkdwn", text: "a &lt; b <https://example.org/?a=1&b=2|there>" };
		expect(checkMessageBlocks([{ type: "section", text }, { type: "divider" }])).toEqual([]);
		expect(checkMessageBlocks([{ type: "divider" }, { type: "section", text, colour: "red" }])).toEqual([
			"unknown key: colour [json-pointer:/blocks/1]",
		]);
		expect(checkMessageBlocks("text")).toEqual(["must be an array [json-pointer:/blocks]"]);
		expect(checkView({ type: "home", blocks: [{ type: "divider" }] })).toEqual([]);
		expect(checkView({ type: "modal", blocks: [] })).toEqual(["missing required field: title [json-pointer:/view]"]);
		expect(checkView(null)).toEqual(["must be an object [json-pointer:/view]"]);
	});
});
