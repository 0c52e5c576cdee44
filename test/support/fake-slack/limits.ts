/** A length that Slack's schemas don't know. */
export interface Limit {
	/** A block's or element's `type`, or `view`, `message`, `option`, `option_group`, `confirm`, or `any`. */
	readonly on: string;
	/** Where in it; `*` is every item. */
	readonly at: string;
	readonly unit: "characters" | "items" | "value";
	readonly max: number;
	readonly min?: number;
	/** The property of `@slack/types` whose JSDoc says it, or null where Slack's reference alone does. */
	readonly said: string | null;
	/** What the JSDoc says instead, where Slack's reference has moved on. */
	readonly saidMax?: number;
}

const characters = "characters";
const items = "items";
const value = "value";

/** Slack's limits, by its Block Kit reference (docs.slack.dev/reference/block-kit, views, methods) and the JSDoc of `@slack/types`. */
export const limits: readonly Limit[] = [
	{ on: "message", at: "blocks", unit: items, max: 50, said: null },
	{ on: "message", at: "text", unit: characters, max: 40_000, said: null },
	/** Over all blocks together. */
	{ on: "message", at: "blocks.text", unit: characters, max: 13_200, said: null },
	{ on: "message", at: "attachments", unit: items, max: 100, said: null },
	{ on: "message", at: "metadata", unit: characters, max: 8_000, said: null },
	{ on: "view", at: "blocks", unit: items, max: 100, said: "ModalView.blocks" },
	{ on: "view", at: "title.text", unit: characters, max: 24, said: "ModalView.title" },
	{ on: "view", at: "submit.text", unit: characters, max: 24, said: "ModalView.submit" },
	{ on: "view", at: "close.text", unit: characters, max: 24, said: "ModalView.close" },
	{ on: "view", at: "private_metadata", unit: characters, max: 3_000, said: "ModalView.private_metadata" },
	{ on: "view", at: "callback_id", unit: characters, max: 255, said: "ModalView.callback_id" },
	{ on: "view", at: "external_id", unit: characters, max: 255, said: null },
	{ on: "any", at: "block_id", unit: characters, max: 255, said: "SectionBlock.block_id" },
	{ on: "any", at: "action_id", unit: characters, max: 255, said: "Button.action_id" },
	{ on: "any", at: "placeholder.text", unit: characters, max: 150, said: "StaticSelect.placeholder" },
	{ on: "plain_text", at: "text", unit: characters, min: 1, max: 3_000, said: "PlainTextElement.text" },
	{ on: "mrkdwn", at: "text", unit: characters, min: 1, max: 3_000, said: "MrkdwnElement.text" },
	{ on: "raw_text", at: "text", unit: characters, min: 1, max: 3_000, said: null },
	{ on: "section", at: "text.text", unit: characters, max: 3_000, said: "SectionBlock.text" },
	{ on: "section", at: "fields", unit: items, min: 1, max: 10, said: "SectionBlock.fields" },
	{ on: "section", at: "fields.*.text", unit: characters, max: 2_000, said: "SectionBlock.fields" },
	{ on: "header", at: "text.text", unit: characters, max: 150, said: "HeaderBlock.text" },
	{ on: "actions", at: "elements", unit: items, min: 1, max: 25, said: "ActionsBlock.elements" },
	{ on: "context", at: "elements", unit: items, min: 1, max: 10, said: "ContextBlock.elements" },
	{ on: "context_actions", at: "elements", unit: items, min: 1, max: 5, said: "ContextActionsBlock.elements" },
	{ on: "input", at: "label.text", unit: characters, max: 2_000, said: "InputBlock.label" },
	{ on: "input", at: "hint.text", unit: characters, max: 2_000, said: "InputBlock.hint" },
	{ on: "image", at: "alt_text", unit: characters, max: 2_000, said: "ImageBlock.alt_text" },
	{ on: "image", at: "title.text", unit: characters, max: 2_000, said: "ImageBlock.title" },
	{ on: "image", at: "image_url", unit: characters, max: 3_000, said: null },
	{ on: "markdown", at: "text", unit: characters, max: 12_000, said: "MarkdownBlock.text" },
	{ on: "table", at: "rows", unit: items, min: 1, max: 100, said: "TableBlock.rows" },
	{ on: "table", at: "rows.*", unit: items, min: 1, max: 20, said: "TableBlock.rows" },
	{ on: "table", at: "column_settings", unit: items, max: 20, said: "TableBlock.column_settings" },
	{ on: "data_table", at: "page_size", unit: value, min: 1, max: 100, said: "DataTableBlock.page_size" },
	{ on: "card", at: "title.text", unit: characters, max: 150, said: "CardBlock.title" },
	{ on: "card", at: "subtitle.text", unit: characters, max: 150, said: "CardBlock.subtitle" },
	{ on: "card", at: "body.text", unit: characters, max: 200, said: "CardBlock.body" },
	{ on: "carousel", at: "elements", unit: items, min: 1, max: 10, said: "CarouselBlock.elements" },
	{ on: "container", at: "title.text", unit: characters, max: 150, said: "ContainerBlock.title" },
	{ on: "container", at: "subtitle.text", unit: characters, max: 150, said: "ContainerBlock.subtitle" },
	{ on: "container", at: "child_blocks", unit: items, max: 10, said: "ContainerBlock.child_blocks" },
	/** “Must be less than”, so one less than it says. */
	{ on: "video", at: "title.text", unit: characters, max: 199, said: "VideoBlock.title", saidMax: 200 },
	{ on: "video", at: "author_name", unit: characters, max: 49, said: "VideoBlock.author_name", saidMax: 50 },
	{ on: "button", at: "text.text", unit: characters, max: 75, said: "Button.text" },
	{ on: "button", at: "value", unit: characters, max: 2_000, said: "Button.value" },
	{ on: "button", at: "url", unit: characters, max: 3_000, said: "Button.url" },
	{ on: "button", at: "accessibility_label", unit: characters, max: 75, said: "Button.accessibility_label" },
	{ on: "icon_button", at: "accessibility_label", unit: characters, max: 75, said: "IconButton.accessibility_label" },
	{ on: "workflow_button", at: "text.text", unit: characters, max: 75, said: "WorkflowButton.text" },
	{
		on: "workflow_button",
		at: "accessibility_label",
		unit: characters,
		max: 75,
		said: "WorkflowButton.accessibility_label",
	},
	{ on: "static_select", at: "options", unit: items, min: 1, max: 100, said: "StaticSelect.options" },
	{ on: "static_select", at: "option_groups", unit: items, min: 1, max: 100, said: "StaticSelect.option_groups" },
	{ on: "multi_static_select", at: "options", unit: items, min: 1, max: 100, said: "MultiStaticSelect.options" },
	{
		on: "multi_static_select",
		at: "option_groups",
		unit: items,
		min: 1,
		max: 100,
		said: "MultiStaticSelect.option_groups",
	},
	{ on: "checkboxes", at: "options", unit: items, min: 1, max: 10, said: "Checkboxes.options" },
	{ on: "radio_buttons", at: "options", unit: items, min: 1, max: 10, said: "RadioButtons.options" },
	{ on: "overflow", at: "options", unit: items, min: 1, max: 5, said: "Overflow.options" },
	{ on: "option", at: "text.text", unit: characters, max: 75, said: "PlainTextOption.text" },
	/** Slack's reference says 150 since 2023. */
	{ on: "option", at: "value", unit: characters, max: 150, said: "PlainTextOption.value", saidMax: 75 },
	{ on: "option", at: "description.text", unit: characters, max: 75, said: "PlainTextOption.description" },
	{ on: "option", at: "url", unit: characters, max: 3_000, said: "PlainTextOption.url" },
	{ on: "option_group", at: "label.text", unit: characters, max: 75, said: "OptionGroup.label" },
	{ on: "option_group", at: "options", unit: items, min: 1, max: 100, said: "OptionGroup.options" },
	{ on: "confirm", at: "title.text", unit: characters, max: 100, said: "ConfirmationDialog.title" },
	{ on: "confirm", at: "text.text", unit: characters, max: 300, said: "ConfirmationDialog.text" },
	{ on: "confirm", at: "confirm.text", unit: characters, max: 30, said: "ConfirmationDialog.confirm" },
	{ on: "confirm", at: "deny.text", unit: characters, max: 30, said: "ConfirmationDialog.deny" },
	{ on: "plain_text_input", at: "min_length", unit: value, min: 0, max: 3_000, said: "PlainTextInput.min_length" },
	{ on: "plain_text_input", at: "max_length", unit: value, min: 1, max: 3_000, said: null },
	{ on: "plain_text_input", at: "initial_value", unit: characters, max: 3_000, said: null },
	{ on: "file_input", at: "max_files", unit: value, min: 1, max: 10, said: "FileInput.max_files" },
	{ on: "rich_text_input", at: "min_lines", unit: value, min: 1, max: 100, said: "RichTextInput.min_lines" },
	{ on: "rich_text_input", at: "max_lines", unit: value, min: 1, max: 100, said: "RichTextInput.max_lines" },
];

/** One row's most. */
export function limitOf(on: string, at: string): number {
	const found = limits.find((limit) => limit.on === on && limit.at === at);
	if (!found) throw new Error(`No limit for ${on} ${at}.`);
	return found.max;
}
