import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { writeDemo } from "../../src/demo/write-demo.ts";
import { openApp, type TestApp } from "./open-app.ts";
import { buildReportWorker } from "./report-worker.ts";

/** A new bot on an empty database for each test; the reader's worker and the demo's registry are made once. */
export function appSuite(): () => TestApp {
	let app: TestApp | null = null;
	let folder = "";
	let registry = "";
	let worker: Awaited<ReturnType<typeof buildReportWorker>> | null = null;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "meldkamer-app-"));
		registry = (await writeDemo(folder)).registry;
		worker = await buildReportWorker();
	});
	afterAll(async () => {
		await worker?.remove();
		await rm(folder, { recursive: true, force: true });
	});
	beforeEach(async () => {
		if (worker === null) throw new Error("the worker is not built");
		app = await openApp({ workerEntry: worker.entry, registry });
	});
	afterEach(async () => {
		await app?.close();
		app = null;
	});
	return () => {
		if (app === null) throw new Error("no bot is open");
		return app;
	};
}
