import type { OptionSpec } from "../../../core/command/command-spec.ts";
import type { Entry } from "../../../core/command/parse-line.ts";
import type { Place } from "../wire.ts";
import { api } from "./api.ts";
import { FieldForm, type FieldSpec } from "./field-form.tsx";
import { Modal } from "./modal.tsx";
import type { Dialog } from "./state.ts";
import { type Chat, useChat } from "./use-chat.ts";

const kinds = {
	text: "line",
	case: "line",
	paragraph: "paragraph",
	integer: "integer",
	boolean: "boolean",
	choice: "choice",
	file: "file",
} as const;

function commandField(entry: Entry, option: OptionSpec, place: Place, { t }: Chat): FieldSpec {
	const asks = (option.type === "text" && option.choices === undefined) || option.type === "case";
	return {
		name: option.name,
		label: option.description[t.language],
		kind: option.choices === undefined ? kinds[option.type] : "choice",
		required: option.required,
		maxLength: option.maxLength,
		choices: option.choices?.map(({ value, label }) => ({ value, label: label[t.language] })),
		suggest: asks ? (typed) => api.suggestions(place, entry.path, option.name, typed) : undefined,
	};
}

function CommandDialog({ dialog }: { dialog: Extract<Dialog, { kind: "command" }> }) {
	const chat = useChat();
	const { t, show, submit } = chat;
	const { entry, place } = dialog;
	const close = (): void => show(null);
	return (
		<Modal title={`/${entry.path}`} onClose={close}>
			<p class="modal-intro">{entry.description[t.language]}</p>
			<FieldForm
				fields={entry.options.map((option) => commandField(entry, option, place, chat))}
				values={dialog.values}
				file={dialog.file}
				submit={t.run}
				onCancel={close}
				onSubmit={async (values, file, onProgress) => {
					const failure = await submit({ kind: "command", name: entry.path, place, values, file, onProgress });
					if (failure === null) close();
					return failure;
				}}
			/>
		</Modal>
	);
}

function FormDialog({ dialog }: { dialog: Extract<Dialog, { kind: "form" }> }) {
	const { show, submit } = useChat();
	const { form, place } = dialog;
	const close = (): void => show(null);
	const fields = form.inputs.map(
		(input): FieldSpec => ({
			name: input.name,
			label: input.label,
			kind: input.kind,
			required: input.required,
			hint: input.hint,
			maxLength: input.maxLength,
		}),
	);
	const values = Object.fromEntries(form.inputs.map((input) => [input.name, input.value ?? ""]));
	return (
		<Modal title={form.title} onClose={close} danger={form.danger === true}>
			{form.intro !== undefined && <p class="modal-intro">{form.intro}</p>}
			<FieldForm
				fields={fields}
				values={values}
				file={null}
				submit={form.submit}
				danger={form.danger === true}
				onCancel={close}
				onSubmit={async (typed, file, onProgress) => {
					const failure = await submit({ kind: "form", name: form.id, place, values: typed, file, onProgress });
					if (failure === null) close();
					return failure;
				}}
			/>
		</Modal>
	);
}

function HelpDialog() {
	const { t, show } = useChat();
	return (
		<Modal title={t.help} onClose={() => show(null)}>
			<dl class="shortcuts">
				{t.shortcuts.map(([keys, what]) => (
					<div key={keys}>
						<dt>
							{keys
								.split(" ")
								.map((key) =>
									key.length <= 5 && !["or", "of"].includes(key) ? (
										<kbd key={key}>{key}</kbd>
									) : (
										<span key={key}>{key}</span>
									),
								)}
						</dt>
						<dd>{what}</dd>
					</div>
				))}
			</dl>
		</Modal>
	);
}

/** Whatever is asked of the person now, if anything. */
export function Dialogs() {
	const { state } = useChat();
	const { dialog } = state;
	if (dialog === null) return null;
	if (dialog.kind === "help") return <HelpDialog />;
	if (dialog.kind === "form") return <FormDialog key={dialog.form.id} dialog={dialog} />;
	return <CommandDialog key={dialog.entry.path} dialog={dialog} />;
}
