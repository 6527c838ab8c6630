(() => {
  const section = document.getElementById("decisions");
  if (!section) return;
  const forms = [...section.querySelectorAll("form[data-finding]")];
  const save = document.getElementById("save-decisions");
  const said = document.getElementById("review-said");
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", e => e.preventDefault());
  }
  save.hidden = forms.length === 0;
  save.addEventListener("click", () => {
    const decided = forms.filter(f => f.elements.decision.value);
    const open = decided.find(f => f.elements.decision.value === "dismissed" && !f.elements.expires.value);
    if (open) {
      said.textContent = "A dismissal needs the last day on which it holds.";
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
