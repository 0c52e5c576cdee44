import { useId, useRef, useState } from "preact/hooks";
import type { TypedValues } from "../../../core/command/parse-line.ts";
import { Combobox, type Suggestion } from "./combobox.tsx";
import { FileField } from "./file-field.tsx";
import { fileSize, type PageTexts } from "./texts.ts";
import { useChat } from "./use-chat.ts";

/** One thing that a form asks, whether it comes from a command's options or from a card's modal. */
export interface FieldSpec {
	readonly name: string;
	readonly label: string;
	readonly kind: "line" | "paragraph" | "integer" | "boolean" | "choice" | "file";
	readonly required: boolean;
	readonly hint?: string | undefined;
	readonly maxLength?: number | undefined;
	readonly choices?: readonly { readonly value: string; readonly label: string }[] | undefined;
	/** Asks for suggestions while typing; for `line` only. */
	readonly suggest?: ((typed: string) => Promise<readonly Suggestion[]>) | undefined;
}

export interface FieldFormProps {
	readonly fields: readonly FieldSpec[];
	readonly values: TypedValues;
	readonly file: File | null;
	readonly submit: string;
	readonly danger?: boolean;
	readonly onCancel: () => void;
	/** Gives null when it worked, or what went wrong, to show in the form. */
	readonly onSubmit: (
		values: TypedValues,
		file: { option: string; file: File } | null,
		onProgress: (part: number) => void,
	) => Promise<string | null>;
}

const defaultMaxLength = 4000;

interface Draft {
	readonly text: Readonly<Record<string, string>>;
	readonly ticked: Readonly<Record<string, boolean>>;
	readonly file: File | null;
}

function checkField(field: FieldSpec, draft: Draft, t: PageTexts, maxBytes: number): string | null {
	if (field.kind === "boolean") return null;
	if (field.kind === "file") {
		if (draft.file === null) return field.required ? t.fillIn : null;
		const size = (bytes: number): string => fileSize(t.language, bytes);
		return draft.file.size > maxBytes ? t.fileTooLarge(size(draft.file.size), size(maxBytes)) : null;
	}
	const text = (draft.text[field.name] ?? "").trim();
	if (text === "") return field.required ? t.fillIn : null;
	if (field.kind === "integer" && !/^-?\d{1,15}$/.test(text)) return t.wholeNumber;
	const limit = field.maxLength ?? defaultMaxLength;
	return text.length > limit ? t.tooLong(limit) : null;
}

function valuesOf(fields: readonly FieldSpec[], draft: Draft): TypedValues {
	const values: Record<string, string | number | boolean> = {};
	for (const field of fields) {
		const text = (draft.text[field.name] ?? "").trim();
		if (field.kind === "boolean") values[field.name] = draft.ticked[field.name] ?? false;
		else if (field.kind !== "file" && text !== "") values[field.name] = field.kind === "integer" ? Number(text) : text;
	}
	return values;
}

function draftOf({ fields, values, file }: FieldFormProps): Draft {
	const text = fields.map((field): [string, string] => [field.name, String(values[field.name] ?? "")]);
	const ticked = fields.map((field): [string, boolean] => [field.name, values[field.name] === true]);
	return { text: Object.fromEntries(text), ticked: Object.fromEntries(ticked), file };
}

export function FieldForm(props: FieldFormProps) {
	const { fields, submit, danger = false, onCancel, onSubmit } = props;
	const { t, state } = useChat();
	const form = useRef<HTMLFormElement>(null);
	const [draft, setDraft] = useState<Draft>(() => draftOf(props));
	const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
	const [failure, setFailure] = useState<string | null>(null);
	const [sent, setSent] = useState<number | null>(null);

	const run = async (): Promise<void> => {
		if (sent !== null) return;
		const maxBytes = state.setup?.maxUploadBytes ?? 0;
		const found = fields.flatMap((field) => {
			const fault = checkField(field, draft, t, maxBytes);
			return fault === null ? [] : [[field.name, fault] as const];
		});
		setFaults(Object.fromEntries(found));
		const first = found[0]?.[0];
		if (first !== undefined) {
			form.current?.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, textarea, select)`)?.focus();
			return;
		}
		setFailure(null);
		setSent(0);
		const option = fields.find((field) => field.kind === "file")?.name;
		const file = option === undefined || draft.file === null ? null : { option, file: draft.file };
		setFailure(await onSubmit(valuesOf(fields, draft), file, setSent));
		setSent(null);
	};

	return (
		<form
			ref={form}
			class="field-form"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				void run();
			}}
			onKeyDown={(event) => {
				if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void run();
			}}
		>
			<div class="field-list">
				{fields.map((field) => (
					<FieldRow key={field.name} field={field} fault={faults[field.name]} draft={draft} onDraft={setDraft} />
				))}
			</div>
			{failure !== null && (
				<p class="form-failure" role="alert">
					{failure}
				</p>
			)}
			{sent !== null && draft.file !== null && (
				<div class="progress">
					<div class="progress-head">
						<span id="upload-label">{t.uploading}</span>
						<span class="progress-percent">{Math.floor(sent * 100)} %</span>
					</div>
					<progress aria-labelledby="upload-label" max={1} value={sent} />
				</div>
			)}
			<div class="modal-foot">
				<button type="button" class="plain" onClick={onCancel}>
					{t.cancel}
				</button>
				<button
					type="submit"
					class={danger ? "danger" : "primary"}
					aria-busy={sent !== null}
					aria-disabled={sent !== null}
				>
					{submit}
				</button>
			</div>
		</form>
	);
}

interface FieldRowProps {
	readonly field: FieldSpec;
	readonly fault: string | undefined;
	readonly draft: Draft;
	readonly onDraft: (draft: Draft) => void;
}

function FieldRow({ field, fault, draft, onDraft }: FieldRowProps) {
	const { t } = useChat();
	const id = useId();
	const about = `${id}-about`;
	const ticked = draft.ticked[field.name] ?? false;
	if (field.kind === "boolean")
		return (
			<div class="field-row tick" data-field={field.name}>
				<input
					id={id}
					type="checkbox"
					checked={ticked}
					aria-describedby={about}
					onChange={() => onDraft({ ...draft, ticked: { ...draft.ticked, [field.name]: !ticked } })}
				/>
				<label for={id}>{field.label}</label>
				<p id={about} class="hint">
					{field.hint}
				</p>
			</div>
		);
	return (
		<div class={`field-row ${fault === undefined ? "" : "faulty"}`} data-field={field.name}>
			<label for={id}>
				{field.label} <span class="need">{field.required ? t.required : t.optional}</span>
			</label>
			<FieldInput field={field} id={id} about={about} invalid={fault !== undefined} draft={draft} onDraft={onDraft} />
			<p id={about} class={fault === undefined ? "hint" : "fault"}>
				{fault ?? field.hint}
			</p>
		</div>
	);
}

interface FieldInputProps extends Omit<FieldRowProps, "fault"> {
	readonly id: string;
	readonly about: string;
	readonly invalid: boolean;
}

function FieldInput({ field, id, about, invalid, draft, onDraft }: FieldInputProps) {
	const { t } = useChat();
	const value = draft.text[field.name] ?? "";
	const setText = (text: string): void => onDraft({ ...draft, text: { ...draft.text, [field.name]: text } });
	const limit = field.maxLength ?? defaultMaxLength;
	const common = {
		id,
		"aria-describedby": about,
		"aria-invalid": invalid,
		"aria-required": field.required,
	};
	if (field.kind === "file")
		return (
			<FileField
				id={id}
				file={draft.file}
				describedBy={about}
				invalid={invalid}
				onFile={(file) => onDraft({ ...draft, file })}
			/>
		);
	if (field.kind === "choice")
		return (
			<select {...common} value={value} onChange={(event) => setText(event.currentTarget.value)}>
				<option value="">{t.chooseOne}</option>
				{field.choices?.map((choice) => (
					<option key={choice.value} value={choice.value}>
						{choice.label}
					</option>
				))}
			</select>
		);
	if (field.kind === "paragraph")
		return (
			<textarea
				{...common}
				rows={4}
				maxLength={limit}
				value={value}
				onInput={(event) => setText(event.currentTarget.value)}
			/>
		);
	if (field.suggest !== undefined)
		return (
			<Combobox
				id={id}
				value={value}
				onValue={setText}
				suggest={field.suggest}
				maxLength={limit}
				describedBy={about}
				invalid={invalid}
				required={field.required}
			/>
		);
	return (
		<input
			{...common}
			type="text"
			inputMode={field.kind === "integer" ? "numeric" : "text"}
			autocomplete="off"
			maxLength={limit}
			value={value}
			onInput={(event) => setText(event.currentTarget.value)}
		/>
	);
}
