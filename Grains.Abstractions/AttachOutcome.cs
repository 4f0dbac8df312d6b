namespace SignalFire.Grains;

/// <summary>What became of an attach.</summary>
[GenerateSerializer, Alias("signalfire.AttachOutcome")]
public enum AttachOutcome
{
    /// <summary>A new session.</summary>
    Started = 0,

    /// <summary>The session goes on: every message that the peer has not seen follows.</summary>
    Resumed = 1,

    /// <summary>The session goes on, but messages that the peer has not seen are lost; what is left follows.</summary>
    ResumedWithGap = 2,

    /// <summary>Nothing changed: there is no such session (any more), or its token is used up.</summary>
    Refused = 3,

    /// <summary>Nothing changed: a newer connection has the peer.</summary>
    Replaced = 4,

    /// <summary>
    /// Not attached: messages of the session are lost that the peer has not got. The session waits for it to resume, which tells of the gap.
    /// </summary>
    Lost = 5,

    /// <summary>Nothing changed: the connection does not subscribe to the peer's stream (any more). It subscribes, and attaches then.</summary>
    NotSubscribed = 6,

    /// <summary>Nothing changed: another has the peer, and it was asked for only if it is free.</summary>
    Taken = 7,

    /// <summary>Nothing changed: it was asked for only if it is free, and a silo was lost not long ago that may have known who has it.</summary>
    Unclear = 8,
}
