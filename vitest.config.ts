import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		globalSetup: ["test/support/global-setup.ts"],
		testTimeout: 30_000,
		hookTimeout: 60_000,
		// Many tests wait for a line or a child process; with one worker less than there are cores the machine would idle.
		maxWorkers: 2,
		coverage: {
			provider: "v8",
			include: ["src/core/**/*.ts"],
			reporter: [["text", { skipFull: true }]],
			thresholds: { "src/core/**/*.ts": { branches: 100, lines: 100, functions: 100, statements: 100 } },
		},
	},
});
