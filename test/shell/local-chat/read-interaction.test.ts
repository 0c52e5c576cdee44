import fc from "fast-check";
import { expect, it } from "vitest";
import { BadInteraction, readInteraction } from "../../../src/chat/local/read-interaction.ts";
import { interactionBody } from "../../support/local-chat-client.ts";

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(controller) {
			for (const chunk of chunks) controller.enqueue(chunk);
			controller.close();
		},
	});
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
	const chunks: Uint8Array[] = [];
	let at = 0;
	for (const size of sizes) {
		chunks.push(bytes.subarray(at, at + size));
		at += size;
	}
	return [...chunks, bytes.subarray(at)];
}

it("gives the same file however the network cuts the body", async () => {
	const sizes = fc.array(fc.nat({ max: 40 }), { maxLength: 30 });
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), sizes, async (bytes, chunkSizes) => {
			const body = streamOf(cut(interactionBody({ values: { title: "é€" } }, bytes), chunkSizes));
			const { head, file } = await readInteraction(body, 1000);
			const parts: number[] = [];
			if (file !== null) for await (const part of file.open()) parts.push(...part);
			expect(head.values).toEqual({ title: "é€" });
			expect(parts).toEqual([...bytes]);
		}),
		{ numRuns: 60 },
	);
});

it("lets a file be read once", async () => {
	const { file } = await readInteraction(streamOf([interactionBody({}, new Uint8Array(3))]), 10);
	file?.open();
	expect(() => file?.open()).toThrow("once");
});

it("needs a body", async () => {
	await expect(readInteraction(null, 10)).rejects.toBeInstanceOf(BadInteraction);
});
