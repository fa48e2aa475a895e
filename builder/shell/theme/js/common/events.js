/**
 * The events by which the parts of the form tell each other what has happened. They are dispatched on the form.
 *
 * Knows their names. Does not know who listens, and no listener may rely on being called before another.
 */

/** Another plan has been put into the fields. The fields hold it already. */
export const PLAN_REPLACED = "plan-replaced";

/** The person has changed an answer, or a script has changed one at their wish. The fields hold the change already. */
export const ANSWERS_CHANGED = "answers-changed";

/** A list question has got one more item, which is empty: no answer has changed. */
export const ITEM_ADDED = "item-added";

/**
 * @param {EventTarget} form
 * @param {typeof PLAN_REPLACED | typeof ANSWERS_CHANGED | typeof ITEM_ADDED} name
 */
export function dispatch(form, name) {
  form.dispatchEvent(new Event(name));
}
