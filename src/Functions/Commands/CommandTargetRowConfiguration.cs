using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Commands;

internal sealed class CommandTargetRowConfiguration : IEntityTypeConfiguration<CommandTargetRow>
{
    public void Configure(EntityTypeBuilder<CommandTargetRow> builder)
    {
        builder.ToTable("CommandTargets");
        builder.HasKey(row => new { row.CommandId, row.Ordinal });
        builder.Property(row => row.Addressee).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.TakenBy).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.Error).HasMaxLength(CommandLimits.ErrorLength);
        builder.HasOne<CommandRow>().WithMany().HasForeignKey(row => row.CommandId).OnDelete(DeleteBehavior.Cascade);
    }
}
