using System.Net;

namespace SignalFire.Fuzz.Checks;

/// <summary>What is under fire: the real one, or in the self-check one that does something wrong.</summary>
internal interface IGateway
{
    IPEndPoint Address { get; }

    /// <summary>The file that its log is in.</summary>
    string Log { get; }

    bool HasEnded { get; }

    /// <summary>What it holds, in bytes, after all garbage is collected.</summary>
    Task<long> MeasureAsync(CancellationToken cancellation);
}
