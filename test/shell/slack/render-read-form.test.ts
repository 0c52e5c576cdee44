import { describe, expect, it } from "vitest";
import { readForm } from "../../../src/chat/slack/render/read-form.ts";
import type { Attachment } from "../../../src/ports/chat.ts";

const attachment = ({ name }: { readonly name: string }): Attachment => ({
	...{ fileName: name, bytes: 1 },
	open: () => {
		throw new Error("nobody reads it here");
	},
});
const read = (values: Parameters<typeof readForm<{ readonly name: string }>>[0]) => readForm(values, attachment);

describe("what somebody filled in", () => {
	it("is read by the inputs' names", () => {
		const values = read({
			title: { value: { type: "plain_text_input", value: " Lek " } },
			count: { value: { type: "number_input", value: "12" } },
			credit: { value: { type: "checkboxes", selected_options: [{ value: "true" }] } },
			category: { value: { type: "static_select", selected_option: { value: "other" } } },
			case: { value: { type: "external_select", selected_option: { value: "NSM-2026-0042" } } },
			file: { value: { type: "file_input", files: [{ name: "lijst.csv" }] } },
		});
		const { file, ...rest } = values;
		expect(rest).toEqual({ title: " Lek ", count: 12, credit: true, category: "other", case: "NSM-2026-0042" });
		expect(file).toMatchObject({ fileName: "lijst.csv" });
	});

	it("is absent where nothing was", () => {
		const values = read({
			title: { value: { type: "plain_text_input", value: null } },
			text: { value: { type: "plain_text_input", value: "" } },
			count: { value: { type: "number_input", value: null } },
			number: { value: { type: "number_input", value: "twelve" } },
			credit: { value: { type: "checkboxes", selected_options: [] } },
			tick: { value: { type: "checkboxes" } },
			category: { value: { type: "static_select", selected_option: null } },
			case: { value: { type: "external_select" } },
			file: { value: { type: "file_input", files: [] } },
			list: { value: { type: "file_input" } },
		});
		expect(values).toEqual({});
	});
});
