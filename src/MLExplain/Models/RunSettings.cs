namespace MLExplain.Models;

/// <summary>What all sessions of one classifier share.</summary>
/// <param name="Device">Where they run.</param>
/// <param name="Threads">Threads that one run may use.</param>
/// <param name="Workers">Rows that may run at the same time.</param>
/// <param name="Slots">Grants the rows their turn, whoever calls: as many as <paramref name="Workers"/>.</param>
internal sealed record RunSettings(ExecutionDevice Device, int Threads, int Workers, SemaphoreSlim Slots);
