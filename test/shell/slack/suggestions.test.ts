import { describe, expect, it } from "vitest";
import { interactionSuite, viewIn } from "./interaction-suite.ts";
import { rawPayloads } from "./raw-payloads.ts";

const { fake, open } = interactionSuite();
const same = (text: string) => ({ value: text, label: text });
const suggested = async (line: string, option: string, typed: string) => {
	const form = viewIn(await fake().command("anna", line));
	return fake().suggest("anna", form.id, option, typed);
};

describe("suggestions", () => {
	it("are what fits what is typed, for who types it: cases, contacts and opt-outs", async () => {
		const asked: unknown[] = [];
		await open({
			handlers: {
				async onAutocomplete({ person, roles }, ...typed) {
					asked.push([person.id, roles, ...typed]);
					return [{ value: "TST-2026-0001", label: "TST-2026-0001 · Open RDP" }];
				},
			},
		});
		const who = [`slack:${fake().users.anna.id}`, ["coordinator"]];
		const found = [{ value: "TST-2026-0001", text: "TST-2026-0001 · Open RDP" }];
		expect(await suggested("case show", "case", "TST")).toEqual(found);
		expect(await suggested("contact remove", "for", "AS64500")).toEqual(found);
		expect(await suggested("optout remove", "who", "")).toEqual(found);
		expect(asked).toEqual([
			[...who, "case show", "case", "TST"],
			[...who, "contact remove", "for", "AS64500"],
			[...who, "optout remove", "who", ""],
		]);
	});

	it("are at most 100, with labels of at most 75 characters, and no value that Slack would refuse", async () => {
		const many = Array.from({ length: 110 }, (_, at) => same(`TST-${at}`));
		const long = { value: "TST", label: `${"x".repeat(73)}😀 and more` };
		const bad = [same("v".repeat(151)), same("")];
		await open({
			handlers: {
				onAutocomplete: async () => [...bad, { value: "bare", label: "" }, long, same("v".repeat(150)), ...many],
			},
		});
		const choices = await suggested("case show", "case", "T");
		expect(choices).toHaveLength(100);
		expect(choices.slice(0, 4)).toEqual([
			{ value: "bare", text: "bare" },
			{ value: "TST", text: `${"x".repeat(73)}…` },
			{ value: "v".repeat(150), text: `${"v".repeat(74)}…` },
			{ value: "TST-0", text: "TST-0" },
		]);
	});

	it("are none when they take too long", async () => {
		const { logged } = await open({
			handlers: { onAutocomplete: () => new Promise(() => {}) },
			times: { suggestMs: 20 },
		});
		expect(await suggested("case show", "case", "T")).toEqual([]);
		expect(logged).toEqual([{ event: "slack.suggestions-late", fields: { what: "case show" } }]);
	});

	it("are none when they go wrong", async () => {
		const { logged, faults } = await open({
			handlers: {
				async onAutocomplete() {
					throw new Error("no database");
				},
			},
		});
		expect(await suggested("case show", "case", "T")).toEqual([]);
		expect(logged).toEqual([{ event: "slack.suggestions-failed", fields: { what: "case show" } }]);
		expect(faults).toMatchObject([{ message: "no database" }]);
	});

	it("are asked for somebody of another workspace as for one without a role", async () => {
		const { asked } = await open({ teamId: "T0ELSEWHERE" });
		const { suggestion } = rawPayloads(fake());
		await fake().raw("interactive", suggestion("anna", "command:case show", "case", ""));
		expect(asked).toMatchObject([{ what: "suggestions", asker: { roles: [] } }]);
	});

	it("are none in a form that is no command's", async () => {
		const { asked } = await open({ handlers: { onAutocomplete: async () => [same("a secret")] } });
		const { suggestion } = rawPayloads(fake());
		for (const id of ["send:TST-2026-0001:3", ""])
			expect(await fake().raw("interactive", suggestion("anna", id, "case", ""))).toEqual({ options: [] });
		expect(asked).toEqual([]);
	});
});

describe("suggestions over HTTP", () => {
	const http = interactionSuite({ mode: "http" });

	it("come in the same way", async () => {
		await http.open({ handlers: { onAutocomplete: async (_, __, ___, typed) => [same(typed)] } });
		const form = viewIn(await http.fake().command("bram", "case show"));
		expect(await http.fake().suggest("bram", form.id, "case", "TST")).toEqual([{ value: "TST", text: "TST" }]);
	});
});
