// Reviewers decide on findings and save the decisions to a file. What is not saved yet survives a reload, where the browser keeps it.
(() => {
  const section = document.getElementById("decisions");
  if (!section) return;
  const forms = [...section.querySelectorAll("form[data-finding]")];
  const save = document.getElementById("save-decisions");
  const said = document.getElementById("review-said");
  const key = `mlexplain-review-${section.dataset.findings}`;
  const fields = ["decision", "comment", "expires"];

  // A browser may refuse to keep anything: the form works all the same.
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; } };
  const keep = () => {
    const values = Object.fromEntries(forms.map(f => [f.dataset.finding, fields.map(n => f.elements[n].value)]).filter(([, v]) => v.some(Boolean)));
    try { localStorage.setItem(key, JSON.stringify(values)); } catch { /* nothing is kept */ }
  };

  const count = () => forms.filter(f => f.elements.decision.value).length;
  const before = kept();
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", e => e.preventDefault());
    form.addEventListener("input", () => { keep(); said.textContent = `${count()} of ${forms.length} findings are decided, not saved yet.`; });
    for (const [i, value] of (before[form.dataset.finding] ?? []).entries()) form.elements[fields[i]].value = value;
  }
  if (count() > 0) said.textContent = `${count()} of ${forms.length} findings were decided here before.`;
  save.hidden = forms.length === 0;
  save.addEventListener("click", () => {
    const decided = forms.filter(f => f.elements.decision.value);
    const open = decided.find(f => f.elements.decision.value === "dismissed" && !f.elements.expires.value);
    if (open) {
      said.textContent = `The dismissal of ${open.dataset.title} (${open.dataset.finding}) needs the last day on which it holds.`;
      open.elements.expires.focus();
      return;
    }
    if (decided.length === 0) {
      said.textContent = "No finding is decided yet.";
      return;
    }
    const file = {
      schemaVersion: 1,
      report: section.dataset.report,
      findingsSha256: section.dataset.findings,
      decisions: decided.map(f => ({
        finding: f.dataset.finding,
        decision: f.elements.decision.value,
        comment: f.elements.comment.value,
        expires: f.elements.decision.value === "dismissed" ? f.elements.expires.value : null,
      })),
    };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    said.textContent = `${decided.length} of ${forms.length} findings are decided; saved as decisions.json.`;
  });
})();
