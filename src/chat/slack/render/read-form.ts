import type { Attachment, OptionValue, OptionValues } from "../../../ports/chat.ts";

/** What somebody filled in, as Slack sends it with a view (`view.state.values`): block id → action id → value. */
export type ViewStateValues<File> = Readonly<Record<string, Readonly<Record<string, ViewStateValue<File>>>>>;

export interface ViewStateValue<File> {
	readonly type: string;
	readonly value?: string | null;
	readonly selected_option?: { readonly value?: string } | null;
	readonly selected_options?: readonly { readonly value?: string }[] | null;
	readonly files?: readonly File[] | null;
}

/** The inputs by name, which is their block's id; what was left empty is absent. */
export function readForm<File>(values: ViewStateValues<File>, attachment: (file: File) => Attachment): OptionValues {
	const read = ([name, actions]: [string, Readonly<Record<string, ViewStateValue<File>>>]): [string, OptionValue][] =>
		Object.values(actions).flatMap((value): [string, OptionValue][] => {
			const found = readValue(value, attachment);
			return found === null ? [] : [[name, found]];
		});
	return Object.fromEntries(Object.entries(values).flatMap(read));
}

function readValue<File>(
	{ type, value, selected_option, selected_options, files }: ViewStateValue<File>,
	attachment: (file: File) => Attachment,
): OptionValue | null {
	switch (type) {
		case "number_input":
			return value == null || value.trim() === "" || !Number.isFinite(Number(value)) ? null : Number(value);
		case "checkboxes":
			return (selected_options ?? []).length > 0 ? true : null;
		case "file_input": {
			const [file] = files ?? [];
			return file === undefined ? null : attachment(file);
		}
		case "static_select":
		case "external_select":
			return selected_option?.value || null;
		default:
			return value || null;
	}
}
