namespace SignalFire.Streams.Tests.Speakers;

/// <summary>A grain with a stream, <c>forgetful/&lt;key&gt;</c>, that takes nothing along when it moves.</summary>
public interface IForgetfulGrain : IGrainWithStringKey
{
    /// <summary>Sends this activation to another silo.</summary>
    Task MoveAsync(SiloAddress silo);
}
