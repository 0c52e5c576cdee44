import type { MessageBody } from "../../src/chat/discord/render/render-message.ts";
import { messageProblems } from "./fake-discord/limits.ts";
import { checkShape } from "./fake-discord/validate.ts";

/** What Discord would have against a message that is posted or edited; checked by its own schemas and by what they leave out. */
export function messageFaults({ files, ...body }: MessageBody): readonly string[] {
	const uploads = files.map(({ name, data, contentType }, index) => ({
		index,
		fileName: name,
		contentType,
		bytes: data,
	}));
	const shapes = ["MessageCreateRequest", "MessageEditRequestPartial"].flatMap((schema) => {
		const { problems, unknownKeys } = checkShape(schema, JSON.parse(JSON.stringify(body)));
		return [
			...problems.map(({ path, message }) => `${path.join(".")}: ${message}`),
			...unknownKeys.map((key) => `unknown key ${key}`),
		];
	});
	const problems = messageProblems(JSON.parse(JSON.stringify(body)), uploads);
	return [...shapes, ...problems.map(({ path, message }) => `${path.join(".")}: ${message}`), ...byHand(body)];
}

/** Discord's limits once more, counted here in UTF-16 units and without the renderer's own constants. */
function byHand({ embeds, components }: Omit<MessageBody, "files">): readonly string[] {
	const faults: string[] = [];
	const need = (holds: boolean, otherwise: string): void => {
		if (!holds) faults.push(otherwise);
	};
	const fits = (text: string, most: number, what: string): void =>
		need(
			text.trim() !== "" && text.length <= most && text.trim() === text && !/\p{Surrogate}/u.test(text),
			`${what}: ${JSON.stringify(text)}`,
		);
	let sum = 0;
	for (const { title = "", description = "", fields = [], footer } of embeds) {
		if (title !== "") fits(title, 256, "title");
		if (description !== "") fits(description, 4096, "description");
		if (footer !== undefined) fits(footer.text, 2048, "footer");
		need(fields.length <= 25, `${fields.length} fields`);
		for (const { name, value } of fields) {
			fits(name, 256, "field name");
			fits(value, 1024, "field value");
		}
		const texts = [title, description, footer?.text ?? "", ...fields.flatMap(({ name, value }) => [name, value])];
		sum += texts.reduce((length, text) => length + text.length, 0);
	}
	need(sum <= 6000, `${sum} characters in the embeds`);
	need(components.length <= 5, `${components.length} rows`);
	const ids = new Set<string>();
	for (const { components: parts } of components) {
		need(parts.length >= 1 && parts.length <= 5, `${parts.length} in a row`);
		for (const part of parts) {
			const id = "custom_id" in part ? part.custom_id : null;
			need(id === null || (id.length >= 1 && id.length <= 100 && !ids.has(id)), `id ${id}`);
			if (id !== null) ids.add(id);
			if (part.type === 2 && "label" in part) fits(part.label ?? "", 80, "button");
			if (part.type !== 3) continue;
			fits(part.placeholder ?? "", 150, "placeholder");
			need(
				parts.length === 1 && part.options.length >= 1 && part.options.length <= 25,
				`${part.options.length} options`,
			);
			for (const { label, description } of part.options) {
				fits(label, 100, "option");
				if (description !== undefined) fits(description, 100, "hint");
			}
		}
	}
	return faults;
}
