using Orleans.CodeGeneration;

namespace SignalFire.Grains;

/// <summary>Calls of this method go from a client to one silo after the other, where other calls of a grain stay with one silo for the sake of their order.</summary>
[InvokableCustomInitializer(nameof(IRequest.AddInvokeMethodOptions), InvokeMethodOptions.Unordered)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachSiloInTurnAttribute : Attribute;
