using Microsoft.Extensions.Logging;
using Orleans.Services;

namespace SignalFire.Streams;

/// <summary>A service that calls are made in the name of.</summary>
[GrainInterfaceType("signalfire.ISiloCallsService"), Alias("signalfire.ISiloCallsService")]
internal interface ISiloCallsService : IGrainService;

/// <inheritdoc/>
[GrainType("silo-calls")]
internal sealed class SiloCallsService : GrainService, ISiloCallsService
{
    public SiloCallsService(SiloCalls calls, GrainId id, Silo silo, ILoggerFactory loggers)
        : base(id, silo, loggers) => calls.Use(this);
}
