using System.Text.Json;

namespace SignalFire.Cluster.Tests.Calls;

/// <summary>The signaling of an RTCPeerConnection: like a browser's, it takes no candidate ahead of the description it belongs to.</summary>
internal sealed class NegotiatedConnection(string peer)
{
    /// <summary>How many candidates each end has.</summary>
    public const int Candidates = 5;

    private bool _local;
    private bool _remote;
    private int _candidates;

    /// <summary>Whether both descriptions and all candidates are there.</summary>
    public bool IsNegotiated => _local && _remote && _candidates == Candidates;

    public void SetLocalDescription() => _local = true;

    public void SetRemoteDescription(JsonElement description)
    {
        if (_remote || !description.GetProperty("sdp").GetString()!.Contains(peer, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"InvalidStateError: the connection to '{peer}' can't take {description}");
        }

        _remote = true;
    }

    public void AddIceCandidate(JsonElement candidate)
    {
        if (!_remote || !candidate.GetProperty("candidate").GetString()!.StartsWith($"candidate:{_candidates} ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"InvalidStateError: the connection to '{peer}' can't take {candidate}");
        }

        _candidates++;
    }
}
