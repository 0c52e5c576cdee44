import { describe, expect, it } from "vitest";
import type { Attachment, OptionValues } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { typed } from "../support/case-life.ts";
import { bram, sentence } from "../support/open-app.ts";

describe("/report of child abuse material", () => {
	const app = appSuite();
	/** A file that counts what is done with it. */
	function watchedFile(fileName = "report.csv") {
		const done: string[] = [];
		const file: Attachment = {
			fileName,
			bytes: 20,
			open() {
				done.push("opened");
				throw new Error("it must not be opened");
			},
			async discard() {
				done.push("discarded");
			},
		};
		return { file, done };
	}
	const logged: string[] = [];
	const report = (options: OptionValues) => {
		const note = (...said: unknown[]) => void logged.push(JSON.stringify(said));
		Object.assign(app().context.log, { info: note, warn: note, error: note });
		return app().handlers.onCommand(bram, "report", { ...typed, ...options });
	};
	const everything = async () => {
		const tables = ["cases", "events", "uploads", "counters", "findings"];
		const found = await Promise.all(
			tables.map((table) => app().database.sqlExecutor(`select count(*)::int as n from ${table}`, [])),
		);
		return found.map(([row]) => row?.n);
	};

	it.each<[string, OptionValues, string, boolean]>([
		["the category says so", { category: "csam" }, "report.csv", false],
		["the title says so", { title: "Sites met kinderporno" }, "report.csv", true],
		["the description says so", { description: "Hosts that share CSAM." }, "report.csv", true],
		["the file's name says so", {}, "child-porn-hosts.csv", true],
	])(
		"is refused when %s, with where to report it, and nothing of it is kept",
		async (_, options, fileName, fromWords) => {
			logged.splice(0);
			const { file, done } = watchedFile(fileName);
			const before = await everything();
			const reply = await report({ ...options, file });
			expect(sentence(reply)).toMatch(/does not take reports of child abuse material.*\n.*meldpunt-kinderporno\.nl/);
			expect(sentence(reply).includes("about something else")).toBe(fromWords);
			expect(reply.kind === "card" && reply.card.link?.url).toBe("https://www.meldpunt-kinderporno.nl/");
			expect(reply.kind === "card" && reply.everyone).not.toBe(true);
			expect(done).toEqual(["discarded"]);
			expect(await everything()).toEqual(before);
			expect([logged, app().jobs.waiting, app().chat.posted]).toEqual([[], [], []]);
		},
	);

	it("is refused without a way to discard the file, too", async () => {
		const { discard: _, ...file } = watchedFile().file;
		expect(sentence(await report({ category: "csam", file }))).toMatch(/meldpunt-kinderporno/);
	});

	it("leaves any other report alone", async () => {
		const bytes = Buffer.from("ip\n192.0.2.1\n");
		const file: Attachment = {
			...{ fileName: "report.csv", bytes: bytes.length },
			async *open() {
				yield bytes;
			},
			async discard() {
				throw new Error("it is wanted");
			},
		};
		const reply = await report({ file, title: "Lek bij een stichting tegen kinderporno" });
		expect(sentence(reply)).toMatch(/^Case TST-/);
	});
});
