import type { FormProblem } from "./api-error.ts";
import type { UploadedFile } from "./read-body.ts";

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

const componentsV2 = 1 << 15;
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What Discord refuses in a message and its schemas let through. */
export function messageProblems(body: Json, files: readonly UploadedFile[]): FormProblem[] {
	const problems: FormProblem[] = [];
	const isV2 = usesComponentsV2(body);
	if (length(text(body.content)) > 2000) problems.push(tooLong(["content"], 2000));
	if (embedsLength(body) > 6000) {
		const message = "Embed size exceeds maximum size of 6000";
		problems.push({ path: ["embeds"], code: "MAX_EMBED_SIZE_EXCEEDED", message });
	}
	list(body.embeds).forEach((embed, index) => {
		problems.push(...embedProblems(embed, ["embeds", index]));
	});
	if (!isV2 && list(body.components).length > 5) problems.push(tooLong(["components"], 5));
	if (isV2 && (text(body.content) !== "" || list(body.embeds).length > 0)) {
		const message = "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2";
		problems.push({ path: ["content"], code: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message });
	}
	problems.push(...componentProblems(body, isV2), ...duplicateIds(body, []));
	return [...problems, ...fileProblems(body, files)];
}

export function usesComponentsV2(body: Json): boolean {
	return (Number(body.flags ?? 0) & componentsV2) !== 0;
}

function embedProblems(embed: Json, path: Path): FormProblem[] {
	const fields = list(embed.fields).flatMap((field, index) =>
		(["name", "value"] as const).flatMap((key) =>
			text(field[key]).trim() === "" ? [required([...path, "fields", index, key])] : [],
		),
	);
	const isEmpty = !["title", "description", "fields", "image", "thumbnail", "footer", "author", "video"].some(
		(key) => embed[key] !== undefined && embed[key] !== null && embed[key] !== "",
	);
	return isEmpty ? [...fields, required([...path, "description"])] : fields;
}

function componentProblems(body: Json, isV2: boolean): FormProblem[] {
	return list(body.components).flatMap((row, index) => {
		const path: Path = ["components", index];
		if (row.type !== 1) return isV2 ? [] : [choices([...path, "type"], "1")];
		const parts = list(row.components);
		const hasMenu = parts.some((part) => part.type !== 2);
		const crowded = hasMenu && parts.length > 1 ? [tooLong([...path, "components"], 1)] : [];
		return [...crowded, ...parts.flatMap((part, at) => partProblems(part, [...path, "components", at]))];
	});
}

function partProblems(part: Json, path: Path): FormProblem[] {
	if (part.type === 3) return menuProblems(part, path);
	if (part.type !== 2) return [];
	const isLink = part.style === 5;
	if (isLink && text(part.url) === "") return [required([...path, "url"])];
	if (isLink && !/^(?:https?|discord):/i.test(text(part.url))) {
		return [custom([...path, "url"], "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'discord').")];
	}
	if (isLink && part.custom_id)
		return [custom([...path], "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")];
	if (!isLink && part.url) return [custom([...path], "BUTTON_COMPONENT_INVALID_URL", "Only link buttons have a url")];
	if (!isLink && text(part.custom_id) === "") {
		return [custom([...path, "custom_id"], "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")];
	}
	return text(part.label) === "" && !part.emoji ? [required([...path, "label"])] : [];
}

function menuProblems(menu: Json, path: Path): FormProblem[] {
	const options = list(menu.options);
	const values = options.map((option) => option.value);
	const twice = values.findIndex((value, index) => values.indexOf(value) !== index);
	const problems: FormProblem[] = [];
	if (twice >= 0) {
		const message = "The specified option value is already used";
		problems.push(custom([...path, "options", twice, "value"], "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message));
	}
	const max = Number(menu.max_values ?? 1);
	if (max > options.length)
		problems.push(custom([...path, "max_values"], "NUMBER_TYPE_MAX", "More than there are options"));
	return problems;
}

/** Custom ids that occur twice, anywhere in a message or modal. */
export function duplicateIds(body: Json, before: Path): FormProblem[] {
	const seen = new Set<string>();
	const walk = (value: unknown, path: Path): FormProblem[] => {
		if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, [...path, index]));
		if (typeof value !== "object" || value === null) return [];
		const { custom_id: id, components, component, accessory } = value as Record<string, unknown>;
		const isTwice = typeof id === "string" && seen.has(id);
		if (typeof id === "string") seen.add(id);
		const message = "Component custom id cannot be duplicated";
		return [
			...(isTwice ? [custom([...path, "custom_id"], "COMPONENT_CUSTOM_ID_DUPLICATED", message)] : []),
			...walk(components, [...path, "components"]),
			...walk(component, [...path, "component"]),
			...walk(accessory, [...path, "accessory"]),
		];
	};
	return walk(body.components, [...before, "components"]);
}

function fileProblems(body: Json, files: readonly UploadedFile[]): FormProblem[] {
	const problems: FormProblem[] = [];
	if (files.length > 10) problems.push(tooLong(["attachments"], 10));
	const given = list(body.attachments);
	given.forEach((attachment, index) => {
		const id = `${attachment.id}`;
		if (id.length < 17 && !files.some((file) => `${file.index}` === id)) {
			problems.push(
				custom(["attachments", index, "id"], "ATTACHMENT_NOT_FOUND", `Attachment data for ${id} not found`),
			);
		}
	});
	if (Array.isArray(body.attachments)) {
		for (const file of files.filter((one) => !given.some(({ id }) => `${id}` === `${one.index}`))) {
			const message = `files[${file.index}] has no entry in attachments`;
			problems.push(custom(["attachments"], "ATTACHMENT_NOT_FOUND", message));
		}
	}
	return problems;
}

/** Characters that count for Discord's sum of 6,000 over all of a message's embeds. */
function embedsLength(body: Json): number {
	let sum = 0;
	for (const embed of list(body.embeds)) {
		sum += length(text(embed.title)) + length(text(embed.description));
		sum += length(text((embed.footer as Json | undefined)?.text));
		sum += length(text((embed.author as Json | undefined)?.name));
		for (const field of list(embed.fields)) sum += length(text(field.name)) + length(text(field.value));
	}
	return sum;
}

/** Discord counts code points after trimming; without the trim is never too lenient. */
function length(value: string): number {
	return [...value].length;
}

const custom = (path: Path, code: string, message: string): FormProblem => ({ path, code, message });
const tooLong = (path: Path, max: number): FormProblem =>
	custom(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
const required = (path: Path): FormProblem => custom(path, "BASE_TYPE_REQUIRED", "This field is required");
const choices = (path: Path, allowed: string): FormProblem =>
	custom(path, "BASE_TYPE_CHOICES", `Value must be one of {${allowed}}.`);
