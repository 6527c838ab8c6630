using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;
using MLExplain.Evaluation;

namespace MLExplain.Audit.Review;

/// <summary>Something that a reviewer can agree or disagree with: a gate that does not pass, or a suspicion of spurious correlation that was not cleared.</summary>
/// <param name="Id">The same in every run that asks the same: made of what is asked, not of what was found.</param>
/// <param name="Title">What is asked.</param>
/// <param name="Status">What was concluded, in snake_case.</param>
/// <param name="Value">The number; null without one.</param>
/// <param name="Lower">Lower end of its 95 % interval; null without one.</param>
/// <param name="Upper">Upper end of it; null without one.</param>
/// <param name="About">The groups that fare worst by the number, or the class that a suspicion pushes predictions to; null for none.</param>
public sealed record ReviewFinding(
    string Id, string Title, string Status, double? Value, double? Lower, double? Upper, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? About = null)
{
    /// <summary>48 bits: among a thousand findings two share an id with a chance below one in 10^8.</summary>
    private const int IdLength = 12;

    /// <summary>The findings of an audit, gates first.</summary>
    /// <param name="decision">The gates.</param>
    /// <param name="spurious">The suspicions.</param>
    public static IReadOnlyList<ReviewFinding> Of(GateDecision decision, IReadOnlyList<SpuriousFinding> spurious)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(spurious);
        return
        [
            .. decision.Results.Where(r => r.Status != GateStatus.Pass).Select(Of),
            .. spurious.Where(IsOpen).Select(f => Of(f)),
        ];
    }

    private static ReviewFinding Of(GateResult gate) => new(
        IdOf(gate), $"{gate.Id} {gate.Condition.OperatorText} {gate.Condition.Threshold.ToString("R", CultureInfo.InvariantCulture)}", Snake(gate.Status),
        gate.Measurement?.Value, gate.Measurement?.Lower, gate.Measurement?.Upper, gate.Measurement is { WorstOff: { Count: > 0 } worst } ? worst : null);

    /// <summary>A suspicion as a finding: its number is the shift of the intervention that moved the predictions most.</summary>
    internal static ReviewFinding Of(SpuriousFinding finding)
    {
        var shift = finding.Effects.Select(e => e.Shift).OfType<Bootstrap>().MaxBy(s => Math.Abs(s.Mean ?? 0));
        return new(IdOf(finding), finding.Subject, Snake(finding.Verdict), shift?.Mean, shift?.Lower, shift?.Upper, finding.Class.Length > 0 ? [finding.Class] : null);
    }

    /// <summary>Whether something is said of others than this finding is about; findings that do not say are about whatever was found.</summary>
    internal bool IsAboutOthers(IReadOnlyList<string>? found) => About is not null && Measurement.AreOthers(found ?? [], About);

    /// <summary>The id of a gate as a finding: what is asked of which number, without what was found.</summary>
    /// <param name="result">The gate.</param>
    public static string IdOf(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Hash("gate", result.Id, result.Condition.ToString());
    }

    /// <summary>The id of a suspicion as a finding.</summary>
    /// <param name="finding">The suspicion.</param>
    public static string IdOf(SpuriousFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Hash("spurious", finding.Subject);
    }

    /// <summary>Whether a suspicion was not cleared, so that somebody has to decide on it.</summary>
    internal static bool IsOpen(SpuriousFinding finding) => finding.Verdict is not (FindingVerdict.Refuted or FindingVerdict.Cleared);

    /// <summary>SHA-256 over the run's name and its findings with their numbers: decisions are bound to it, and it can be computed again from verdict.json.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="findings">The findings.</param>
    public static string Digest(string name, IReadOnlyList<ReviewFinding> findings) => Sha256(JsonSerializer.Serialize(new { name, findings }));

    private static string Hash(params string[] parts) => "F-" + Sha256(JsonSerializer.Serialize(parts))[..IdLength];

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Snake<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
