// Lets somebody see the password they type (ASVS 6.2.6); without scripts the fields work as they are.
"use strict";

const { show, hide } = document.getElementById("content").querySelector("[data-show]")?.dataset ?? {};
for (const field of show ? document.querySelectorAll('input[type="password"]') : []) {
  const row = document.createElement("span");
  const button = document.createElement("button");
  row.className = "revealing";
  button.className = "button";
  button.type = "button";
  button.textContent = show;
  button.setAttribute("aria-controls", field.id);
  field.replaceWith(row);
  row.append(field, button);
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? hide : show;
  });
  field.form?.addEventListener("submit", () => (field.type = "password"));
}
