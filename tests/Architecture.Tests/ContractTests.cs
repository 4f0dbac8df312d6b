using System.Reflection;
using Xunit;

namespace SignalFire.Architecture.Tests;

/// <summary>What processes of different versions say to each other has names of its own, so that code can be renamed.</summary>
public sealed class ContractTests
{
    private static IEnumerable<Type> Interfaces => Product.Types.Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)));

    public static TheoryData<Type> GrainInterfaces => [.. Interfaces];

    public static TheoryData<MethodInfo> GrainMethods => [.. Interfaces.SelectMany(type => type.GetMethods())];

    public static TheoryData<Type> Grains => [.. Product.Types.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrainBase)))];

    public static TheoryData<Type> Messages => [.. Product.Types.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null)];

    [Theory, MemberData(nameof(GrainInterfaces))]
    public void A_grain_interface_has_a_type_name(Type type) => AssertOurs(type.GetCustomAttribute<GrainInterfaceTypeAttribute>()?.GetGrainInterfaceType(null!, type).ToString());

    [Theory, MemberData(nameof(GrainInterfaces))]
    public void A_grain_interface_has_an_alias(Type type) => AssertOurs(type.GetCustomAttribute<AliasAttribute>()?.Alias);

    [Theory, MemberData(nameof(GrainMethods))]
    public void A_grain_method_has_an_alias(MethodInfo method) => Assert.NotNull(method.GetCustomAttribute<AliasAttribute>());

    [Theory, MemberData(nameof(Grains))]
    public void A_grain_has_a_type_name(Type type) => Assert.NotNull(type.GetCustomAttribute<GrainTypeAttribute>());

    [Theory, MemberData(nameof(Messages))]
    public void A_message_has_an_alias(Type type) => AssertOurs(type.GetCustomAttribute<AliasAttribute>()?.Alias);

    private static void AssertOurs(string? name) => Assert.StartsWith("signalfire.", name, StringComparison.Ordinal);
}
