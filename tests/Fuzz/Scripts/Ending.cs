using System.Text.Json.Serialization;

namespace SignalFire.Fuzz.Scripts;

/// <summary>How a hostile peer ends, if the gateway has not ended it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ending>))]
internal enum Ending
{
    /// <summary>It shows that its connection lives, and closes it.</summary>
    Goodbye,

    /// <summary>It ends the TCP connection, wherever it is.</summary>
    Cut,

    /// <summary>It resets the TCP connection.</summary>
    Reset,

    /// <summary>It says no more and answers no ping, until the gateway ends it.</summary>
    Silence,

    /// <summary>It reads no further than its id, and resets the connection once it can't write on.</summary>
    Deaf,
}
