namespace MLExplain.Audit.Fairness;

/// <summary>Whether a group's scores mean what they say.</summary>
/// <param name="Attribute">The attribute; empty for all records together.</param>
/// <param name="Group">The group; empty for all records together.</param>
/// <param name="Binning"><c>equal_width</c>, or <c>equal_mass</c>: cut at quantiles of all scores. Both are the same for all groups.</param>
/// <param name="Count">Records with a score.</param>
/// <param name="Status">Whether there is an error, and if not why.</param>
/// <param name="Error">
/// Expected calibration error, 0..1: the mean over records of |accuracy − mean score| of their bin (C. Guo et al. 2017, arXiv:1706.04599);
/// null unless the status is ok. It is larger by chance in small groups, so compare intervals.
/// </param>
/// <param name="Interval">Percentile interval of the bootstrap, widened by the basic one; null unless the status is ok.</param>
/// <param name="Bins">The bins, from small scores to large.</param>
public sealed record GroupCalibration(
    string Attribute, string Group, string Binning, long Count, RateStatus Status, double? Error, Interval? Interval, IReadOnlyList<CalibrationBin> Bins);
