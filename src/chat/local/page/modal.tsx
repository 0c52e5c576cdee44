import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { useChat } from "./use-chat.ts";

interface ModalProps {
	readonly title: string;
	readonly onClose: () => void;
	readonly danger?: boolean;
	readonly children: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape, and gives the focus back where it was. */
export function Modal({ title, onClose, danger = false, children }: ModalProps) {
	const { t } = useChat();
	const id = useId();
	const dialog = useRef<HTMLDialogElement>(null);
	const leaving = useRef(false);
	useLayoutEffect(() => {
		const element = dialog.current;
		const before = document.activeElement;
		element?.showModal();
		element?.querySelector<HTMLElement>("input, textarea, select")?.focus();
		return () => {
			leaving.current = true;
			element?.close();
			if (!(before instanceof HTMLElement) || !before.isConnected) return;
			// Closing gives it the focus back but not always the caret (Chromium 147): what is typed next would go nowhere.
			before.blur();
			before.focus();
		};
	}, []);
	return (
		<dialog
			ref={dialog}
			class={danger ? "modal danger-modal" : "modal"}
			aria-labelledby={id}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
			onClose={() => {
				// A browser may close it without asking first; our own closing is not to close the dialog that comes next.
				if (!leaving.current) onClose();
			}}
			onPointerDown={(event) => {
				if (event.target === dialog.current) onClose();
			}}
		>
			<div class="modal-inner">
				<div class="modal-head">
					<h2 id={id}>{title}</h2>
					<button type="button" class="icon-button" aria-label={t.close} onClick={onClose}>
						<Icon name="close" />
					</button>
				</div>
				{children}
			</div>
		</dialog>
	);
}
