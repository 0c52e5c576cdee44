import {
	type APIAttachment,
	type APIModalSubmission,
	type APIModalSubmissionComponent,
	ComponentType,
	type ModalSubmitComponent,
} from "discord.js";
import type { Attachment, OptionValue, OptionValues } from "../../../ports/chat.ts";

/** What was filled in, by the inputs' names; of a file input the first file. */
export function toFormValues(
	{ components, resolved }: APIModalSubmission,
	attachment: (announced: APIAttachment) => Attachment,
): OptionValues {
	const values = components.flatMap(inputsIn).flatMap((input): readonly (readonly [string, OptionValue])[] => {
		if (input.type === ComponentType.TextInput) return [[input.custom_id, input.value]];
		if (input.type !== ComponentType.FileUpload) return [];
		const announced = resolved?.attachments?.[input.values[0] ?? ""];
		return announced === undefined ? [] : [[input.custom_id, attachment(announced)]];
	});
	return Object.fromEntries(values);
}

/** Inputs stand in labels; older modals have them in rows. */
function inputsIn(component: APIModalSubmissionComponent): readonly ModalSubmitComponent[] {
	switch (component.type) {
		case ComponentType.Label:
			return [component.component];
		case ComponentType.ActionRow:
			return component.components;
		default:
			return [];
	}
}
